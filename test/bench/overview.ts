import { manyProjects } from './many-projects.ts';
import { atMost, percentile, type Result } from './result.ts';
import { judged, nextVoucher, payEach, post, startOurs, type Target } from './servers.ts';

/** How many projects, and within how many ms. */
const goals = [
  [1_200, 15],
  [200_000, 60],
] as const;
const [asked, warmUp] = [200, 20];

/**
 * Goal 8: `GET /overview` of the present. Once while nothing changes, as dashboards that reload have it; and once
 * with a voucher before each, so that no answer can be given twice.
 */
export async function overviewRow(): Promise<Result[]> {
  const results: Result[] = [];
  for (const [projects, limit] of goals) {
    const ours = await startOurs(await manyProjects(projects, 'behind'), { CLOCK: judged });
    const among = Math.min(projects, 1_200);
    await payEach(ours, among);
    for (const isChanging of [false, true]) {
      const samples: number[] = [];
      const count = projects > 10_000 && isChanging ? asked / 10 : asked;
      for (let n = 0; n < count + warmUp; n += 1) {
        if (isChanging) await post(ours, ours.paths.single, nextVoucher(among).body);
        const took = await ask(ours);
        if (n >= warmUp) samples.push(took);
      }
      results.push(
        atMost(limit, {
          row: 'overview',
          figure: `GET /overview, ${projects.toLocaleString('en')} projects, ${isChanging ? 'after a voucher' : 'unchanged'}, p99`,
          unit: 'ms',
          ours: percentile(samples, 0.99),
        }),
      );
    }
    await ours.stop();
  }
  return results;
}

async function ask({ http }: Target): Promise<number> {
  const began = performance.now();
  const { status, body } = await http.send('GET', '/api/v1/overview');
  if (status !== 200) throw new Error(`GET /overview: ${status} ${body}`);
  return performance.now() - began;
}
