import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Change, type Joint, joins } from '#db/gate.ts';
import { type Database, openDb } from '#db/open.ts';
import { changesSince, lastSeq } from '#db/queries/changes.ts';
import type { Db } from '#db/schema.ts';
import { sqlite3Dialect } from '#db/sqlite3.ts';
import type { Topic } from '#shared/events.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

function poolOf(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 1 });
  // A test ends every connection, also one that is only on its way out.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** What somebody else does to the database, on a connection of its own. */
async function outside<T>(url: string, work: (one: Kysely<unknown>) => Promise<T>): Promise<T> {
  const one = url.startsWith('sqlite')
    ? new Kysely<unknown>({
        dialect: sqlite3Dialect({ file: url.slice('sqlite:'.length), connections: 1, readOnly: false }),
      })
    : new Kysely<unknown>({ dialect: new PostgresDialect({ pool: poolOf(url) }) });
  try {
    return await work(one);
  } finally {
    await one.destroy();
  }
}

onEachDatabase('the gate', (fresh) => {
  let at: TestDatabase;
  let db: Database;

  beforeEach(async () => {
    at = await fresh();
    db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
  });
  afterEach(async () => {
    await db.close();
    await at.drop();
  });

  const addDepartment = (trx: Db, id: string) =>
    trx.insertInto('department').values({ id, code: id, name: id }).execute();
  const departments = async () => {
    const rows = await db.read.selectFrom('department').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };

  test('a work that fails leaves nothing, and those that share its commit keep theirs', async () => {
    const works = ['a', 'b', 'c'].map((id) =>
      db.write(async (trx) => {
        await addDepartment(trx, id);
        if (id === 'b') throw new Error('changed my mind');
      }),
    );
    const settled = await Promise.allSettled(works);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await departments()).toEqual(['a', 'c']);
  });

  test('parts of a long work wait behind the others, one at a time, and hear that somebody waits', async () => {
    const order: string[] = [];
    const heard: boolean[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const part = (name: string) =>
      db.writeBehind(async (trx, unit) => {
        await addDepartment(trx, name);
        if (name === 'part 1') last = db.write(async () => void order.push('late'));
        heard.push(unit.isAwaited);
        order.push(name);
      });
    const parts = [part('part 1'), part('part 2')];
    const others = ['a', 'b'].map((name) => db.write(async () => void order.push(name)));
    await Promise.all([...parts, ...others]);
    await last;
    expect(order).toEqual(['part 1', 'a', 'b', 'late', 'part 2']);
    expect(heard).toEqual([true, false]);
  });

  test('a broken rule of the database fails its own work only', async () => {
    const works = ['a', 'a', 'b'].map((id) => db.write((trx) => addDepartment(trx, id)));
    const settled = await Promise.allSettled(works);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await departments()).toEqual(['a', 'b']);
  });

  test('a write that follows another, however many steps later, finds the gate open', async () => {
    const after = async (steps: number) => {
      await db.write(async () => undefined);
      for (let step = 0; step < steps; step += 1) await undefined;
    };
    for (let steps = 0; steps < 12; steps += 1) await after(steps);
  });

  test('a statement outside the gate that would write is refused by the database', async () => {
    await expect(addDepartment(db.read, 'a')).rejects.toThrow(/read-?only/i);
  });

  test('a statement that is sent after its write has ended is an error and lands nowhere', async () => {
    let kept: Db | undefined;
    await db.write(async (trx) => {
      kept = trx;
    });
    const open = db.write(async (trx) => {
      await addDepartment(trx, 'a');
      await expect(addDepartment(kept as Db, 'late')).rejects.toThrow(/after its write had ended/);
    });
    await open;
    expect(await departments()).toEqual(['a']);
  });

  test('readers see nothing of a write before it has committed', async () => {
    await db.write(async (trx) => {
      await addDepartment(trx, 'a');
      expect(await departments()).toEqual([]);
    });
    expect(await departments()).toEqual(['a']);
  });

  test('concurrent writes and reads never mix their transactions', async () => {
    const writes = Array.from({ length: 60 }, (_, index) =>
      db.write(async (trx) => {
        await addDepartment(trx, `d${index}`);
        await sql`select 1`.execute(trx);
        if (index % 3 === 0) throw new Error('undone');
      }),
    );
    const reads = Array.from({ length: 60 }, () => departments());
    await Promise.allSettled(writes);
    await Promise.all(reads);
    expect((await departments()).length).toBe(40);
  });

  test('changes are told in the order of seq, each once, with the instant they became known', async () => {
    const told: Change[] = [];
    db.onChange((change) => told.push(change));
    // Some share a commit and are told as one change, some come alone.
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: round % 3 === 0 ? 1 : 5 }, () =>
          db.write(async (_, unit) => unit.announce({ topics: ['ledger'], projects: [] })),
        ),
      );
    }
    const stored = await changesSince(db.read, 0, 100);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(stored.length).toBeGreaterThanOrEqual(10);
    expect(told).toEqual(stored);
    expect(stored.map(({ at }) => at)).toEqual(stored.map(({ at }) => at).toSorted());
  });

  test('a work that fails takes no seq and leaves no news, whether it shares its commit or not', async () => {
    const say = (topic: Topic, good: boolean) =>
      db.write(async (trx, unit) => {
        unit.announce({ topics: [topic], projects: [] });
        if (topic === 'plans') await addDepartment(trx, 'half');
        if (!good) throw new Error('undone');
      });
    const works = [say('ledger', true), say('alerts', false), say('plans', false), say('clock', true)];
    const settled = await Promise.allSettled(works);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    await expect(say('plans', false)).rejects.toThrow('undone');
    const changes = await changesSince(db.read, 0, 10);
    expect(changes.map(({ seq }) => seq)).toEqual([1]);
    expect(changes[0]?.topics.toSorted()).toEqual(['clock', 'ledger']);
    expect(await departments()).toEqual([]);
  });

  test('a day that was moved by a work that fails stays where it was', async () => {
    await db.write((_, unit) => unit.train('2023-01-01', 'environment'));
    const works = ['2023-01-02', '2023-01-03'].map((day) =>
      db.write(async (_, unit) => {
        await unit.train(day);
        throw new Error('undone');
      }),
    );
    const settled = await Promise.allSettled([...works, db.write(async (_, unit) => unit.today)]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(settled[2]).toMatchObject({ value: '2023-01-01' });
    expect(await db.today()).toBe('2023-01-01');
  });

  test('what works of one commit touched is judged once before it, and undone with the one that fails', async () => {
    const judged: string[][] = [];
    db.settleWith(async (trx, unit, projects) => {
      judged.push([...projects]);
      if (projects.includes('bad')) throw new Error('cannot be judged');
      await addDepartment(trx, `judged ${projects.join()} ${unit.seq}`);
      return {};
    });
    const touch = (project: string) =>
      db.write(async (trx, unit) => {
        await addDepartment(trx, project);
        unit.touch([project]);
      });
    await Promise.all([touch('a'), touch('b')]);
    expect(judged).toEqual([['a', 'b']]);
    expect(await departments()).toEqual(['a', 'b', 'judged a,b 1']);
    expect(
      (await Promise.allSettled([touch('c'), touch('bad'), touch('d')])).map(({ status }) => status),
    ).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await departments()).toEqual(['a', 'b', 'c', 'd', 'judged a,b 1', 'judged c 1', 'judged d 1']);
  });

  test('works of one kind that wait together are done in one go, each with its own answer', async () => {
    const rounds: string[][] = [];
    const joint: Joint<string, string> = {
      async together(trx, unit, ids) {
        rounds.push([...ids]);
        if (ids.includes('alone')) return undefined;
        for (const id of ids) await addDepartment(trx, id);
        unit.announce({ topics: ['projects'], projects: [...ids] });
        if (ids.includes('bad')) throw new Error('cannot be done in one go');
        return ids.map((id) => `${id} with ${ids.length}`);
      },
    };
    const write = (id: string) =>
      db.write(
        async (trx) => {
          if (id === 'bad') throw new Error('changed my mind');
          await addDepartment(trx, id);
          return `${id} by itself`;
        },
        joins(joint, id),
      );
    expect(await Promise.all([write('a'), write('b'), write('c')])).toEqual([
      'a with 3',
      'b with 3',
      'c with 3',
    ]);
    const [change] = await changesSince(db.read, 0, 10);
    expect(change?.projects).toEqual(['a', 'b', 'c']);
    // Where it cannot be, each is done by itself; where it fails, only the one that fails hears of it.
    const mixed = await Promise.all([write('d'), write('alone')]);
    expect(mixed).toEqual(['d by itself', 'alone by itself']);
    const failed = await Promise.allSettled([write('e'), write('bad'), write('f')]);
    expect(failed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await departments()).toEqual(['a', 'alone', 'b', 'c', 'd', 'e', 'f']);
    expect(rounds).toEqual([
      ['a', 'b', 'c'],
      ['d', 'alone'],
      ['e', 'bad', 'f'],
    ]);
  });

  test('a connection that the database drops fails the write under way, and the next one stands', async () => {
    const broken = at.url.startsWith('sqlite')
      ? sql`rollback`
      : sql`select pg_terminate_backend(pg_backend_pid())`;
    const lost = db.write(async (trx) => {
      await addDepartment(trx, 'a');
      await broken.execute(trx);
    });
    await expect(lost).rejects.toThrow();
    await db.write((trx) => addDepartment(trx, 'b'));
    expect(await departments()).toEqual(['b']);
  });

  test('a database that cannot be written to answers every write with an error, and takes the next', async () => {
    const table = (from: string, to: string) =>
      outside(at.url, (one) => sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(one));
    await table('clock', 'elsewhere');
    const settled = await Promise.allSettled(
      ['a', 'b'].map((id) => db.write((trx) => addDepartment(trx, id))),
    );
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await table('elsewhere', 'clock');
    await db.write((trx) => addDepartment(trx, 'c'));
    expect(await departments()).toEqual(['c']);
  });

  test('news of other servers come again after every connection was lost, and no connection is left over', async () => {
    if (at.url.startsWith('sqlite')) return;
    const other = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    const told: number[] = [];
    db.onChange(({ seq }) => told.push(seq));
    const others = sql`from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    for (let round = 0; round < 2; round += 1) {
      await outside(at.url, (one) => sql`select pg_terminate_backend(pid) ${others}`.execute(one));
      const say = () => other.write(async (_, unit) => unit.announce({ topics: ['ledger'] }));
      await say();
    }
    await expect.poll(() => told, { timeout: 10_000 }).toEqual([1, 2]);
    const count = await outside(at.url, async (one) => {
      const { rows } = await sql<{ listening: string }>`select count(*) as listening ${others}
        and query like 'listen %'`.execute(one);
      return Number(rows[0]?.listening);
    });
    expect(count).toBe(2);
    await other.close();
  });

  test('what another server committed is told here too, in order', async () => {
    if (at.url.startsWith('sqlite')) return;
    const other = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    const told: number[] = [];
    db.onChange(({ seq }) => told.push(seq));
    const say = (one: Database) => one.write(async (_, unit) => unit.announce({ topics: ['ledger'] }));
    await Promise.all(Array.from({ length: 40 }, (_, index) => say(index % 2 ? db : other)));
    const last = await lastSeq(db.read);
    expect(last).toBeGreaterThan(1);
    await expect.poll(() => told.at(-1)).toBe(last);
    expect(told).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    await other.close();
  });
});
