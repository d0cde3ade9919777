import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDb } from '#db/open.ts';
import { findAnswer, keepAnswer } from '#db/queries/idempotency.ts';
import { forgetOldAnswers } from '#server/forget-answers.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const now = new Date('2026-11-25T08:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

onEachDatabase('answers kept for repeated writes', (fresh) => {
  let at: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    at = await fresh();
    db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    await db.write(async (trx) => {
      const answer = { digest: 'd', status: 201, body: '{}' };
      for (let index = 0; index < 4_100; index += 1)
        await keepAnswer(trx, 'feed', `old ${index}`, answer, daysAgo(31 + (index % 7)));
      await keepAnswer(trx, 'feed', 'of thirty days', answer, daysAgo(30));
      await keepAnswer(trx, 'feed', 'of today', answer, daysAgo(0));
    });
  });
  afterAll(async () => {
    await db.close();
    await at.drop();
  });

  test('are forgotten once they are older than thirty days, all of them, and no others', async () => {
    expect(await forgetOldAnswers(db, now)).toBe(4_100);
    expect(await findAnswer(db.read, 'feed', 'old 7')).toBeUndefined();
    for (const key of ['of thirty days', 'of today'])
      expect(await findAnswer(db.read, 'feed', key)).toMatchObject({ status: 201 });
    expect(await forgetOldAnswers(db, now)).toBe(0);
  });
});
