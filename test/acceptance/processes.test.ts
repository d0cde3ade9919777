import { expect, test } from 'vitest';
import type { Ingested, Ledger, Listing } from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { commitSamplePlan, moveClock, signIn, type TestClient } from '../support/app.ts';
import { freshPostgres, onEachDatabase } from '../support/databases.ts';
import { startServerProcess } from '../support/processes.ts';

const project = '13052923P006L0N10002F';

onEachDatabase('a server that is killed', (fresh) => {
  test('has lost no voucher that it answered, and left none half stored', async () => {
    const at = await fresh();
    const environment = { DATABASE_URL: at.url, CLOCK: '2023-01-01', LOG_LEVEL: 'warn' };
    const first = await startServerProcess(environment);
    const client = await signIn(first.address);
    await commitSamplePlan(client);
    await moveClock(client, '2023-04-20');

    const answered: string[] = [];
    const posting = Array.from({ length: 8 }, (_, worker) => postUntilItDies(client, worker, answered));
    await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(120);
    first.child.kill('SIGKILL');
    await Promise.all(posting);
    await first.ended;

    const second = await startServerProcess(environment);
    const again = await signIn(second.address);
    const stored = await everyVoucher(again);
    const numbers = new Set(stored.map(({ voucherNo }) => voucherNo));
    expect(answered.filter((voucherNo) => !numbers.has(voucherNo))).toEqual([]);
    // Batches of three: all of them or none.
    const batches = new Set([...numbers].map((number) => number.replace(/-\d$/, '')));
    for (const batch of batches)
      expect([1, 2, 3].every((line) => numbers.has(`${batch}-${line}`))).toBe(true);
    // The kept totals agree with the ledger.
    const { spent } = await again.ok<{ spent: string }>('GET', `/projects/${project}`);
    const ledger = await again.ok<Ledger>('GET', '/ledger');
    expect(ledger.vouchers).toBe(stored.length);
    expect(spent).toBe(ledger.spent);
    expect(Number(spent)).toBe(stored.length);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    await at.drop();
  });
});

async function postUntilItDies(client: TestClient, worker: number, answered: string[]): Promise<void> {
  for (let count = 0; count < 2000; count += 1) {
    const batch = `${worker}-${count}`;
    const items = [1, 2, 3].map((line) => ({
      voucherNo: `${batch}-${line}`,
      projectCode: project,
      paidOn: '2023-04-03',
      amount: '1.00',
    }));
    try {
      const { status, body } = await client.call<Ingested>('POST', '/expenditures', { items });
      if (status === 201 && body.accepted === 3) answered.push(...items.map(({ voucherNo }) => voucherNo));
    } catch {
      return;
    }
  }
}

async function everyVoucher(client: TestClient): Promise<Expenditure[]> {
  const all: Expenditure[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Listing<Expenditure> = await client.ok(
      'GET',
      `/expenditures?limit=500${cursor && `&cursor=${cursor}`}`,
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

test('two servers on one PostgreSQL evaluate a tick once', async () => {
  const at = await freshPostgres();
  const environment = { DATABASE_URL: at.url, EVALUATE_CRON: '* * * * * *', LOG_LEVEL: 'info' };
  const first = await startServerProcess(environment);
  const second = await startServerProcess(environment);
  const ticks = ({ lines }: { lines: string[] }) =>
    lines.flatMap((line) =>
      line.includes('"tick"') ? [JSON.parse(line) as { tick: string; ran: boolean }] : [],
    );
  const both = () => {
    const [one, other] = [ticks(first), ticks(second)];
    return one.flatMap((tick) => {
      const same = other.find((theirs) => theirs.tick === tick.tick);
      return same ? [[tick.ran, same.ran]] : [];
    });
  };
  await expect.poll(() => both().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(5);
  first.child.kill('SIGTERM');
  second.child.kill('SIGTERM');
  expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
  for (const ran of both()) expect(ran.filter(Boolean)).toHaveLength(1);
  await at.drop();
});
