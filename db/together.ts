import { type CompiledQuery, type Expression, type QueryResult, type RawBuilder, sql } from 'kysely';
import type { Db } from './schema.ts';
import { type ColumnsOf, Given, isPostgres, jsonOf, rowsOfJson } from './sql.ts';

/*
 * A statement costs a turn through the driver, whatever it asks, and building its text costs as much again.
 * What every voucher passes is asked in one statement, written in one, and compiled once.
 */

/** What a kept statement is built with: a place for each value that will be given. */
export type Place<Values> = (name: keyof Values & string) => Given;

/** A statement that is sent often: built and compiled once for each database, then only its values change. */
export function keptStatement<Values extends Record<string, unknown>, Row = unknown>(
  build: (db: Db, place: Place<Values>) => RawBuilder<Row>,
): (db: Db, values: Values) => Promise<QueryResult<Row>> {
  const kept = new WeakMap<object, { statement: RawBuilder<Row>; compiled: CompiledQuery }>();
  return async (db, values) => {
    const executor = db.getExecutor();
    let known = kept.get(executor.adapter);
    if (!known) {
      const statement = build(db, (name) => new Given(name));
      known = { statement, compiled: statement.compile(db) };
      kept.set(executor.adapter, known);
    }
    // Who watches the statements of a work sees this one too.
    executor.transformQuery(known.statement.toOperationNode(), known.compiled.queryId);
    const parameters = known.compiled.parameters.map((value) =>
      value instanceof Given ? values[value.name] : value,
    );
    return await executor.executeQuery<Row>({ ...known.compiled, parameters } as CompiledQuery<Row>);
  };
}

/** A question for `askTogether`: its query, and the columns that the query selects. */
export interface Question<Row extends object> {
  query: Expression<unknown>;
  columns: readonly (keyof Row & string)[];
}

export type Questions<Answers extends Record<string, object>> = {
  [Name in keyof Answers & string]: Question<Answers[Name]>;
};

/**
 * Several questions in one statement, each answered with its rows. The rows travel as JSON; 64-bit numbers
 * must stay below 2^53, as ours do.
 */
export async function askTogether<Answers extends Record<string, object>>(
  db: Db,
  questions: Questions<Answers>,
): Promise<{ [Name in keyof Answers]: Answers[Name][] }> {
  const { rows } = await allOf(db, questions).execute(db);
  return answersTo(questions, rows[0]);
}

/** The same questions asked often: see `keptStatement`. */
export function keptQuestions<Values extends Record<string, unknown>, Answers extends Record<string, object>>(
  ask: (db: Db, place: Place<Values>) => Questions<Answers>,
): (db: Db, values: Values) => Promise<{ [Name in keyof Answers]: Answers[Name][] }> {
  let asked: Questions<Answers> | undefined;
  const statement = keptStatement<Values, Record<string, string>>((db, place) => {
    asked = ask(db, place);
    return allOf(db, asked);
  });
  return async (db, values) => {
    const { rows } = await statement(db, values);
    return answersTo(asked ?? ({} as Questions<Answers>), rows[0]);
  };
}

function allOf<Answers extends Record<string, object>>(db: Db, questions: Questions<Answers>) {
  const selected = entriesOf(questions).map(([name, { query, columns }]) => {
    const row = sql.join((columns as readonly string[]).map((column) => sql.ref(`q.${column}`)));
    const rows = isPostgres(db)
      ? sql`select coalesce(json_agg(json_build_array(${row})), '[]'::json)::text from (${query}) as q`
      : sql`select json_group_array(json_array(${row})) from (${query}) as q`;
    return sql`(${rows}) as ${sql.ref(name)}`;
  });
  return sql<Record<string, string>>`select ${sql.join(selected)}`;
}

function answersTo<Answers extends Record<string, object>>(
  questions: Questions<Answers>,
  answer: Record<string, string> | undefined,
) {
  const answered = entriesOf(questions).map(([name, { columns }]) => {
    const values = JSON.parse(answer?.[name] ?? '[]') as unknown[][];
    return [name, values.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])))];
  });
  return Object.fromEntries(answered) as { [Name in keyof Answers]: Answers[Name][] };
}

function entriesOf<Answers extends Record<string, object>>(questions: Questions<Answers>) {
  return Object.entries(questions) as [keyof Answers & string, Question<object>][];
}

/** One of the statements that are written together: rows of these columns, and what is done with them. */
export interface Part<Row extends object> {
  columns: ColumnsOf<Row>;
  write: (rows: RawBuilder<Row>) => RawBuilder<unknown>;
}

export type Parts<Rows extends Record<string, object>> = { [Name in keyof Rows & string]: Part<Rows[Name]> };

/** What is written together: rows by the name of their part; a part without rows does nothing. */
export type Written<Rows extends Record<string, object>> = { [Name in keyof Rows]?: readonly Rows[Name][] };

/**
 * Statements that are written in one, in their order. On SQLite that one is an insert into a view whose trigger
 * runs them; the view lives with the connection that `prepare` was called on, which must be the only one that
 * writes. On PostgreSQL those that have rows are sent one after another.
 */
export function writtenTogether<Rows extends Record<string, object>>(view: string, parts: Parts<Rows>) {
  const named = Object.entries(parts) as [keyof Rows & string, Part<object>][];
  const inOne = keptStatement<Record<string, string>>((_, place) => {
    const columns = sql.join(named.map(([name]) => sql.ref(name)));
    const values = sql.join(named.map(([name]) => sql`${place(name)}`));
    return sql`insert into ${sql.ref(view)} (${columns}) values (${values})`;
  });
  const oneByOne = named.map(([name, { columns, write }]) => ({
    name,
    send: keptStatement<{ rows: string }>((db, place) => write(rowsOfJson(db, columns, place('rows')))),
  }));
  return {
    /** Makes ready the connection that writes. */
    async prepare(db: Db) {
      if (isPostgres(db)) return;
      const columns = sql.join(named.map(([name]) => sql`null as ${sql.ref(name)}`));
      await sql`create temp view ${sql.ref(view)} as select ${columns}`.execute(db);
      const statements = named.map(
        ([name, { columns, write }]) => sql`${write(rowsOfJson(db, columns, sql.ref(`new.${name}`)))};`,
      );
      await sql`create temp trigger ${sql.ref(`write_${view}`)} instead of insert on ${sql.ref(view)}
        begin ${sql.join(statements, sql` `)} end`.execute(db);
    },
    async write(db: Db, rows: Written<Rows>) {
      const json = (name: keyof Rows & string) => jsonOf(parts[name].columns, rows[name] ?? []);
      if (named.every(([name]) => !rows[name]?.length)) return;
      if (!isPostgres(db)) {
        await inOne(db, Object.fromEntries(named.map(([name]) => [name, json(name)])));
        return;
      }
      for (const { name, send } of oneByOne) if (rows[name]?.length) await send(db, { rows: json(name) });
    },
  };
}
