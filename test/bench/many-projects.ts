import sqlite3 from 'sqlite3';
import { planDocument, projectCode } from './plans.ts';
import { judged, newName, planned, putInForce } from './servers.ts';

/** An SQLite file beside the server that has it open. */
export interface Beside {
  run(sql: string): Promise<void>;
  all<Row>(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openBeside(file: string): Promise<Beside> {
  const db = new sqlite3.Database(file);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => {
      db.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
  await run('pragma busy_timeout = 10000; pragma journal_mode = wal; pragma temp_store = memory');
  return {
    run,
    all: <Row>(sql: string) =>
      new Promise<Row[]>((resolve, reject) => {
        db.all<Row>(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
      }),
    close: () => new Promise((resolve, reject) => db.close((error) => (error ? reject(error) : resolve()))),
  };
}

let template: Promise<string> | undefined;

/**
 * A database with so many projects of ten indicators, all like one that was put in force through the API, on the
 * last day before a node, when nothing is due; or, `behind`, on a day when nothing was paid by any, and each would
 * be found behind if it were judged. Nothing is due to be judged.
 */
export async function manyProjects(count: number, state: 'calm' | 'behind'): Promise<string> {
  template ??= putInForce(planDocument(1, 10));
  const file = newName();
  const from = await openBeside(await template);
  await from.run(`vacuum into '${file}'`);
  await from.close();
  const db = await openBeside(file);
  await db.run(`pragma synchronous = off; pragma foreign_keys = off; begin;
    create temp table n as with recursive n(n) as (select 1 union all select n + 1 from n where n < ${count - 1})
      select n, printf('p%07d', n) as id, printf('13052923P%011d', n) as code from n where n < ${count};
    create temp table one as select id, code from project;
    create temp table i as select id, row_number() over (order by id) - 1 as k from indicator`);
  const indicator = `n.id || '-' || i.k`;
  await clone(db, 'project', { id: 'n.id', code: 'n.code' });
  await clone(db, 'project_plan', { id: `'plan ' || n.id`, project_id: 'n.id' });
  await clone(db, 'indicator', { id: indicator, project_id: 'n.id' }, 'inner join i on i.id = t.id');
  await clone(db, 'indicator_target', { indicator_id: indicator }, 'inner join i on i.id = t.indicator_id');
  await clone(
    db,
    'standing',
    {
      id: 'n.id',
      project_id: 'n.id',
      figures: 'replace(replace(t.figures, one.id, n.id), one.code, n.code)',
    },
    'inner join one on one.id = t.id',
  );
  if (state === 'behind') {
    await db.run(`update clock set training_today = '${judged}'; update job set last_day = '${judged}';
      update standing set judged_on = '${judged}', next_check_on = '${later}'`);
  }
  await db.run('commit');
  await db.close();
  return file;
}

/** After every day of the bench. */
const later = '2023-05-31';

/** Copies every row of a table for each project to come, with other values in the columns named. */
async function clone(db: Beside, table: string, changed: Record<string, string>, join = '') {
  const columns = await db.all<{ name: string }>(`pragma table_info(${table})`);
  const names = columns.map(({ name }) => name);
  const values = names.map((name) => changed[name] ?? `t."${name}"`);
  await db.run(`insert into ${table} (${names.map((name) => `"${name}"`).join()}) select ${values.join()}
    from n cross join (select * from ${table}) as t ${join} order by n.n`);
}

/** Makes projects due to be judged on the day of the server: `part` of them, the first where 0, and so on. */
export async function makeDue(
  db: Beside,
  [from, to]: [number, number],
  state: 'calm' | 'behind',
): Promise<void> {
  await db.run(`update standing set next_check_on = '${state === 'calm' ? planned : judged}'
    where id in (select id from project where code >= '${projectCode(from)}' and code < '${projectCode(to)}')`);
}
