import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { makeDue, manyProjects, openBeside } from './many-projects.ts';
import { projectCode } from './plans.ts';
import { watchMemory } from './processes.ts';
import { atMost, atMostTimes, median, type Result } from './result.ts';
import { newName, planned, startOurs, type Target } from './servers.ts';

const [projects, indicatorsEach, rounds] = [200_000, 10, 3];
const changed = projects / 100;

/** Prometheus, one rule over 100,000 series none of which fires: its time by item, against pure SQL, as recorded. */
const prometheus = 1.24 / 100_000 / (1.0 / 2_000_000);

/** Goal 6: everything is evaluated after the figures of one project in a hundred changed. */
export async function evaluateRow(): Promise<Result[]> {
  const file = await manyProjects(projects, 'calm');
  const delays = newName();
  const ours = await startOurs(file, {
    CLOCK: planned,
    NODE_OPTIONS: '--import ./test/bench/watch-loop.mjs',
    LOOP_DELAYS: delays,
  });
  const db = await openBeside(file);
  const pure = await pureSql();
  const times: Record<'ours' | 'pure', number[]> = { ours: [], pure: [] };
  const memory = watchMemory(ours.pid);
  for (let round = 0; round <= rounds; round += 1) {
    const part: [number, number] = [1 + round * changed, 1 + (round + 1) * changed];
    await report(file, part);
    await makeDue(db, part, 'calm');
    process.kill(ours.pid, 'SIGUSR2');
    const took = await evaluate(ours);
    process.kill(ours.pid, 'SIGUSR2');
    await wait(200);
    const sql = await pure.statusOf(round);
    // The first is for warming up.
    if (round > 0) {
      times.ours.push(took);
      times.pure.push(sql);
    }
  }
  const peak = memory.stop();
  await db.close();
  await pure.close();
  await ours.stop();
  const silences = readFileSync(delays, 'utf8').trim().split('\n').map(Number);
  const row = 'evaluate';
  const given = {
    row,
    figure: `${(projects * indicatorsEach).toLocaleString('en')} indicators, 1 % changed`,
    unit: 'ms',
    ours: median(times.ours),
  } as const;
  const yardstick = (name: string, ratio: number) => ({ name, value: median(times.pure) * ratio });
  return [
    atMostTimes(1.5, { ...given, yardstick: yardstick('pure SQL with write-back', 1) }),
    atMostTimes(1 / 15, { ...given, yardstick: yardstick('Prometheus (recorded)', prometheus) }),
    atMost(250, { row, figure: 'memory while it runs', unit: 'MB', ours: peak }),
    atMost(25, {
      row,
      figure: 'longest silence of the main thread',
      unit: 'ms',
      ours: median(silences.filter((_, at) => at % 2 === 1).slice(1)),
    }),
  ];
}

/** An approved value for every indicator of some projects, which meets its target. */
async function report(file: string, [from, to]: [number, number]) {
  const db = await openBeside(file);
  const of = `indicator_id in (select i.id from indicator i inner join project p on p.id = i.project_id
    where p.code >= '${projectCode(from)}' and p.code < '${projectCode(to)}')`;
  const met = `case when json_extract(target, '$.operator') in ('<=', '<') then '1' else '100' end`;
  await db.run(`begin immediate;
    insert into measurement (indicator_id, project_id, period, printed, value, measured_on, recorded_at, recorded_by)
      select t.indicator_id, i.project_id, '2023-03-31', ${met}, json_object('kind', 'number', 'number', ${met}),
        '${planned}', '2023-03-30T00:00:00.000Z', 'bench'
      from indicator_target t inner join indicator i on i.id = t.indicator_id where t.${of};
    insert into measurement_review (measurement_id, verdict, recorded_at, recorded_by)
      select id, 'approved', recorded_at, recorded_by from measurement m where ${of};
    commit`);
  await db.close();
}

/** Ms that a full run takes, asked for through the API. */
export async function evaluate({ http }: Target): Promise<number> {
  const began = performance.now();
  const { status, body } = await http.send('POST', '/api/v1/evaluations', '{}');
  if (status !== 200) throw new Error(`evaluations: ${status} ${body}`);
  return performance.now() - began;
}

/** The same numbers in plain SQL: every value is held against its target, and what differs from what is kept is written. */
async function pureSql() {
  const db = await openBeside(newName());
  await db.run(`begin;
    create table indicator (id integer primary key, project integer not null, target integer not null);
    create table latest (indicator integer primary key, period text not null, value integer not null);
    create table state (indicator integer primary key, met integer not null, rate real not null);
    insert into indicator with recursive n(n) as (select 0 union all select n + 1 from n where n < ${projects * indicatorsEach - 1})
      select n, n / ${indicatorsEach}, 50 from n;
    insert into latest select id, '2023-03-31', 40 from indicator;
    insert into state select id, 0, 0.8 from indicator;
    commit`);
  return {
    async statusOf(round: number): Promise<number> {
      const [first, last] = [round * changed * indicatorsEach, (round + 1) * changed * indicatorsEach - 1];
      await db.run(`update latest set value = 60 where indicator between ${first} and ${last}`);
      const began = performance.now();
      await db.run(`insert into state
        select i.id, l.value >= i.target, 1.0 * l.value / i.target
        from indicator i inner join latest l on l.indicator = i.id inner join state s on s.indicator = i.id
        where s.met <> (l.value >= i.target) or s.rate <> 1.0 * l.value / i.target
        on conflict (indicator) do update set met = excluded.met, rate = excluded.rate`);
      return performance.now() - began;
    },
    close: db.close,
  };
}
