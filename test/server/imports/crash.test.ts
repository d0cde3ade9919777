import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ImportOutcome, ImportRun } from '#shared/imports.ts';
import { signIn } from '../../support/app.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';
import { startServerProcess } from '../../support/processes.ts';

onEachDatabase('a server that is killed during an import', (fresh) => {
  test('leaves nothing to be seen, and the file can be sent again', { timeout: 120_000 }, async () => {
    const at = await fresh();
    const environment = { DATABASE_URL: at.url, LOG_LEVEL: 'silent' };
    const first = await startServerProcess(environment);
    const client = await signIn(first.address);
    await client.ok('POST', '/setup/sample');
    await client.ok('PUT', '/clock', { today: '2023-07-15' });
    const before = await client.ok('GET', '/ledger');
    const rows = Array.from({ length: 30_000 }, (_, n) => `V${n},2023-04-01,1.00,13052923P00533C10004D`);
    const content = ['支付凭证号,支付日期,金额,项目编码', ...rows].join('\n');
    const id = randomUUID();
    let isSeen = false;
    const socket = client.socket();
    socket.on('progress', ({ done }) => {
      isSeen ||= done > 1_000;
    });
    await new Promise<void>((resolve) => socket.on('hello', () => resolve()));
    const sent = sendFile(client, `/imports/expenditures?id=${id}`, { content }).catch(() => 'broken');
    await expect.poll(() => isSeen, { interval: 5, timeout: 60_000 }).toBe(true);
    first.child.kill('SIGKILL');
    socket.close();
    expect(await sent).toBe('broken');
    await first.ended;

    const second = await startServerProcess(environment);
    const again = await signIn(second.address);
    expect(await again.ok('GET', '/ledger')).toEqual(before);
    const state = async () => (await again.ok<ImportRun>('GET', `/imports/${id}`)).state;
    await expect.poll(state, { timeout: 60_000 }).toBe('failed');
    const answer = await sendFile<ImportOutcome>(again, '/imports/expenditures', { content });
    expect(answer).toMatchObject({ status: 201, body: { accepted: 30_000, known: 0 } });
    second.child.kill('SIGTERM');
    await second.ended;
    await at.drop();
  });
});
