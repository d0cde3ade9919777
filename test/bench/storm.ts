import { setTimeout as wait } from 'node:timers/promises';
import { connectDashboards } from './dashboards.ts';
import { makeDue, manyProjects, openBeside } from './many-projects.ts';
import type { Result } from './result.ts';
import { judged, startOurs } from './servers.ts';

const [projects, dashboards] = [2_000, 1_000];

/** Goal 11: a run that opens thousands of alerts at once, before a thousand dashboards. */
export async function stormRow(): Promise<Result[]> {
  const file = await manyProjects(projects, 'behind');
  const ours = await startOurs(file, { CLOCK: judged });
  const open = await connectDashboards(ours, dashboards);
  const db = await openBeside(file);
  await makeDue(db, [0, projects], 'behind');
  await db.close();
  const { status, body } = await ours.http.send('POST', '/api/v1/evaluations', '{}');
  if (status !== 200) throw new Error(`evaluations: ${status} ${body}`);
  const { opened } = JSON.parse(body) as { opened: number };
  await wait(2_000);
  const { mostFrames, fewest, most } = await open.heard();
  await open.close();
  await ours.stop();
  const row = 'storm';
  return [
    {
      row,
      figure: `${opened.toLocaleString('en')} alerts in one run, 1,000 dashboards: frames a client`,
      unit: '/s',
      ours: mostFrames,
      goal: '≤ 10 /s',
      held: opened >= 2_000 && mostFrames <= 10,
    },
    {
      row,
      figure: 'alerts that the worst informed of them heard of',
      unit: '',
      ours: fewest,
      yardstick: { name: 'opened', value: opened },
      goal: 'all, once',
      held: fewest === opened && most === opened,
    },
  ];
}
