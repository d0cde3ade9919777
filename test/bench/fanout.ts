import { setTimeout as wait } from 'node:timers/promises';
import { connectDashboards, type Dashboards } from './dashboards.ts';
import { nowMs } from './processes.ts';
import { atMost, percentile, type Result } from './result.ts';
import { nextVoucher, post, startBare, startSeeded, type Target } from './servers.ts';

const [rounds, samplesARound, warmUp] = [6, 40, 40];

/** Goal 4: until the last of 100 and of 1,000 dashboards has the alert, and how long they take to connect. */
export async function fanoutRow(): Promise<Result[]> {
  return [...(await fanout(100, 2, 20)), ...(await fanout(1_000, 4, 60))];
}

async function fanout(count: number, mostOver: number, everyMs: number): Promise<Result[]> {
  const targets = [await startSeeded(), await startBare()];
  const watched: { target: Target; dashboards: Dashboards }[] = [];
  for (const target of targets) watched.push({ target, dashboards: await connectDashboards(target, count) });
  const samples: Record<Target['name'], number[]> = { ours: [], bare: [] };
  const series = async ({ target, dashboards }: (typeof watched)[number], many: number) => {
    for (let n = 0; n < many; n += 1) {
      const { body, project } = nextVoucher();
      const last = dashboards.lastHas(project);
      const began = nowMs();
      await post(target, target.paths.single, body);
      samples[target.name].push((await last) - began);
      await wait(Math.max(0, began + everyMs - nowMs()));
    }
  };
  for (const one of watched) await series(one, warmUp);
  samples.ours = [];
  samples.bare = [];
  for (let round = 0; round < rounds; round += 1)
    for (const one of round % 2 === 0 ? watched : watched.toReversed()) await series(one, samplesARound);
  const connectedIn = watched[0]?.dashboards.connectedIn ?? Number.NaN;
  await Promise.all(watched.map(({ dashboards }) => dashboards.close()));
  await Promise.all(targets.map(({ stop }) => stop()));

  const size = count.toLocaleString('en');
  const over = (name: string, share: number): Result => {
    const [ours, bare] = [percentile(samples.ours, share), percentile(samples.bare, share)];
    return {
      row: 'fanout',
      figure: `last of ${size} dashboards, ${name}`,
      unit: 'ms',
      ours,
      yardstick: { name: 'bare server', value: bare },
      goal: `≤ ${mostOver} ms over`,
      held: ours - bare <= mostOver,
    };
  };
  const results = [over('p50', 0.5), over('p99', 0.99)];
  if (count < 1_000) return results;
  const figure = `${size} dashboards connect`;
  return [...results, atMost(3_000, { row: 'fanout', figure, unit: 'ms', ours: connectedIn })];
}
