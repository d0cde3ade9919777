import { median, type Result } from './result.ts';
import { nextVoucher, post, startBare, startSeeded, type Target } from './servers.ts';

const [rounds, secondsARound, warmUpSeconds, atATime] = [5, 4, 6, 32];

/** Goal 5: vouchers POSTed 32 at a time, against a bare server where those that wait share a commit. */
export async function postsRow(): Promise<Result[]> {
  const targets = [await startSeeded(), await startBare()];
  const rates: Record<Target['name'], number[]> = { ours: [], bare: [] };
  for (const target of targets) await rateOf(target, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1)
    for (const target of round % 2 === 0 ? targets : targets.toReversed())
      rates[target.name].push(await rateOf(target, secondsARound));
  await Promise.all(targets.map(({ stop }) => stop()));
  const [ours, bare] = [median(rates.ours), median(rates.bare)];
  return [
    {
      row: 'posts',
      figure: 'vouchers POSTed, 32 at a time',
      unit: '/s',
      ours,
      yardstick: { name: 'bare server, shared commit', value: bare },
      goal: '≥ 0.5 ×',
      held: ours >= 0.5 * bare,
    },
  ];
}

async function rateOf(target: Target, seconds: number): Promise<number> {
  const began = performance.now();
  const ends = began + seconds * 1_000;
  let posted = 0;
  const oneAfterAnother = async () => {
    while (performance.now() < ends) {
      await post(target, target.paths.together, nextVoucher().body);
      posted += 1;
    }
  };
  await Promise.all(Array.from({ length: atATime }, oneAfterAnother));
  return (posted * 1_000) / (performance.now() - began);
}
