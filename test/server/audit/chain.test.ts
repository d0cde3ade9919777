import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDb } from '#db/open.ts';
import { auditAfter, newestBefore, pruneAudit } from '#db/queries/audit.ts';
import { putSetting } from '#db/queries/settings.ts';
import { isPostgres } from '#db/sql.ts';
import type { Trail } from '#db/trail.ts';
import { verifyChain } from '#server/audit/chain.ts';
import { auditRetentionSetting, pruneOld } from '#server/audit/retention.ts';
import { sealAll } from '#server/audit/sealer.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';

const trailOf = (who: string): Trail => ({
  isRecorded: false,
  doing: ({ after, before: _, ...deed }) => ({
    ...{ who, kind: 'person', roles: 'finance', address: '10.0.0.9', action: 'import' },
    ...{ route: 'post /x', ...deed, ...(after !== undefined && { after: JSON.stringify(after) }) },
  }),
});

onEachDatabase('the trail', (fresh) => {
  let at: TestDatabase;
  let db: Database;
  let now: Date;
  beforeEach(async () => {
    at = await fresh();
    now = new Date('2026-01-31T08:00:00Z');
    db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai', now: () => now });
  });
  afterEach(async () => {
    await db.close();
    await at.drop();
  });

  const write = (who: string, value = 1) => db.as(trailOf(who)).write((trx) => putSetting(trx, 'x', value));
  const five = async () => {
    for (const who of ['a', 'b', 'c', 'd', 'e']) await write(who);
    await sealAll(db);
  };
  /** Past the triggers, as somebody with the database file in hand. */
  const forge = (...statements: string[]) =>
    db.write(async (trx) => {
      if (isPostgres(trx)) {
        for (const table of ['audit', 'audit_seal'])
          await sql`alter table ${sql.ref(table)} disable trigger user`.execute(trx);
      } else {
        for (const table of ['audit', 'audit_seal'])
          for (const what of ['unchanged', 'undeleted'])
            await sql`drop trigger ${sql.ref(`${table}_${what}`)}`.execute(trx);
      }
      for (const statement of statements) await sql.raw(statement).execute(trx);
    });
  const broken = async () => (await verifyChain(db.read)).broken;

  test('has a row of each write that changes something in somebody’s name, and of no other', async () => {
    await write('a');
    await db.write((trx) => putSetting(trx, 'x', 2));
    await db.as(trailOf('b')).write(async (trx) => await trx.selectFrom('setting').selectAll().execute());
    const failed = db.as(trailOf('c')).write(async (trx) => {
      await putSetting(trx, 'x', 3);
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    await db.as(trailOf('d')).write(async (_, unit) => unit.record({ subject: 'paper', after: { rows: 3 } }));
    const rows = await auditAfter(db.read, 0, 10);
    expect(rows.map(({ number, who, subject, after }) => [number, who, subject, after])).toEqual([
      [1, 'a', null, null],
      [2, 'd', 'paper', '{"rows":3}'],
    ]);
  });

  test('has one row of a request that writes several times, unless it says more', async () => {
    const many = db.as(trailOf('a'));
    for (const value of [1, 2, 3]) await many.write((trx) => putSetting(trx, 'x', value));
    await many.write(async (trx, unit) => {
      await putSetting(trx, 'x', 4);
      unit.record({ after: { done: true } });
    });
    expect((await auditAfter(db.read, 0, 10)).map(({ after }) => after)).toEqual([null, '{"done":true}']);
  });

  test('has no gap where works share a commit and one of them fails after it wrote', async () => {
    const works = ['a', 'b', 'c', 'd'].map((who) =>
      db.as(trailOf(who)).write(async (trx) => {
        await putSetting(trx, 'x', who);
        if (who === 'b') throw new Error('refused');
      }),
    );
    await Promise.allSettled(works);
    const rows = await auditAfter(db.read, 0, 10);
    expect(rows.map(({ number, who }) => [number, who])).toEqual([
      [1, 'a'],
      [2, 'c'],
      [3, 'd'],
    ]);
  });

  test('holds as written, sealed by two at once or not sealed yet', async () => {
    await five();
    await write('f');
    expect(await verifyChain(db.read)).toMatchObject({ sound: 5, unsealed: 1, broken: undefined });
    const other = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    await Promise.all([sealAll(db), sealAll(other)]);
    await other.close();
    const { newest, ...all } = await verifyChain(db.read);
    expect(all).toMatchObject({ sound: 6, unsealed: 0, broken: undefined });
    expect(await verifyChain(db.read, newest.hash)).toMatchObject({ expectedAt: 6 });
    expect((await verifyChain(db.read, 'f'.repeat(64))).expectedAt).toBeUndefined();
  });

  test('cannot be changed, deleted or emptied by a statement', async () => {
    await five();
    for (const table of ['audit', 'audit_seal']) {
      for (const statement of [
        `update ${table} set number = 9 where number = 5`,
        `delete from ${table} where number = 1`,
      ])
        await expect(db.write((trx) => sql.raw(statement).execute(trx))).rejects.toThrow('append-only');
    }
    expect(await broken()).toBeUndefined();
  });

  test.for([
    ['an edit', ["update audit set who = 'x' where number = 3"], /row 3.*not what was sealed/],
    ['a deletion', ['delete from audit where number = 3'], /row 3 is missing before row 4/],
    [
      'a deletion with its seal',
      ['delete from audit where number = 3', 'delete from audit_seal where number = 3'],
      /row 3 is missing before row 4/,
    ],
    ['the newest deleted', ['delete from audit where number >= 4'], /rows 4 to 5 are missing at the end/],
    [
      'a reorder',
      [
        'update audit set number = 99 where number = 2',
        'update audit set number = 2 where number = 3',
        'update audit set number = 3 where number = 99',
      ],
      /row 2.*not in its place/,
    ],
    ['an insertion', ['delete from audit_seal where number = 2'], /row 2.*has no seal/],
    [
      'the oldest deleted',
      ['delete from audit where number = 1', 'delete from audit_seal where number = 1'],
      /row 1 is missing/,
    ],
  ] as const)('says where it is broken: %s', async ([, statements, says]) => {
    await five();
    await forge(...statements);
    expect(await broken()).toMatch(says);
  });

  test('is kept for good unless a policy says how long, and what was deleted by it is said in it', async () => {
    await five();
    now = new Date('2026-09-30T08:00:00Z');
    await write('f');
    await sealAll(db);
    expect(await pruneOld(db, now)).toBe(0);
    await db.write((trx) => putSetting(trx, auditRetentionSetting, { months: 6 }));
    expect(await pruneOld(db, now)).toBe(5);
    await sealAll(db);
    const rows = await auditAfter(db.read, 0, 10);
    expect(rows.map(({ number, who, kind }) => [number, who, kind])).toEqual([
      [6, 'f', 'person'],
      [7, 'retention', 'product'],
    ]);
    expect(JSON.parse(rows[1]?.after ?? '')).toMatchObject({ deletedTo: 5, months: 6 });
    expect(await broken()).toBeUndefined();
    expect(await pruneOld(db, now)).toBe(0);
  });

  test('goes on from where it was pruned', async () => {
    await five();
    const anchor = await newestBefore(db.read, '9999');
    expect(anchor?.number).toBe(4);
    if (anchor) expect(await db.write((trx, unit) => pruneAudit(trx, anchor, unit.at))).toBe(4);
    await write('f');
    await sealAll(db);
    const { newest, ...all } = await verifyChain(db.read, anchor?.hash);
    expect(all).toMatchObject({ sound: 2, broken: undefined, expectedAt: 4 });
    expect(newest.number).toBe(6);
  });
});
