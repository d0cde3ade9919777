import { series, type Watched, watch } from './alert.ts';
import { manyProjects } from './many-projects.ts';
import { atMostTimes, percentile, type Result } from './result.ts';
import { judged, payEach, startOurs } from './servers.ts';

const sizes = [8, 1_200, 20_000, 200_000];
const [rounds, samplesARound, warmUp] = [8, 25, 100];

/** Goal 7: one voucher POSTed → its alert, however many projects the database has. The vouchers go to 1,200 of them at most. */
export async function alertScaleRow(): Promise<Result[]> {
  const watched: { size: number; one: Watched; samples: number[] }[] = [];
  for (const size of sizes) {
    const ours = await startOurs(await manyProjects(size, 'behind'), { CLOCK: judged });
    await payEach(ours, amongOf(size));
    watched.push({ size, one: await watch(ours), samples: [] });
  }
  for (const { size, one } of watched) await series(one, warmUp, amongOf(size));
  for (let round = 0; round < rounds; round += 1) {
    for (const { size, one, samples } of round % 2 === 0 ? watched : watched.toReversed())
      samples.push(...(await series(one, samplesARound, amongOf(size))));
  }
  for (const { one } of watched) {
    one.socket.disconnect();
    await one.target.stop();
  }
  const [smallest] = watched;
  return watched.slice(1).flatMap(({ size, samples }) =>
    (['p50', 'p99'] as const).map((name) => {
      const share = name === 'p50' ? 0.5 : 0.99;
      return atMostTimes(1.3, {
        row: 'alert-scale',
        figure: `POST → alert, ${size.toLocaleString('en')} projects, ${name}`,
        unit: 'ms',
        ours: percentile(samples, share),
        yardstick: { name: 'with 8 projects', value: percentile(smallest?.samples ?? [], share) },
      });
    }),
  );
}

function amongOf(size: number): number {
  return Math.min(size, 1_200);
}
