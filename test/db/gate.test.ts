import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Change } from '#db/gate.ts';
import { type Database, openDb } from '#db/open.ts';
import { changesSince } from '#db/queries/changes.ts';
import type { Db } from '#db/schema.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

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

  test('a broken rule of the database fails its own work only', async () => {
    const works = ['a', 'a', 'b'].map((id) => db.write((trx) => addDepartment(trx, id)));
    const settled = await Promise.allSettled(works);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await departments()).toEqual(['a', 'b']);
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
    await Promise.all(
      Array.from({ length: 30 }, () =>
        db.write(async (_, unit) => unit.announce({ topics: ['ledger'], projects: [] })),
      ),
    );
    const stored = await changesSince(db.read, 0, 100);
    expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(told).toEqual(stored);
    expect(stored.map(({ at }) => at)).toEqual(stored.map(({ at }) => at).toSorted());
  });

  test('a work that fails takes no seq', async () => {
    const settled = await Promise.allSettled(
      [true, false, true].map((good) =>
        db.write(async (_, unit) => {
          unit.announce({ topics: ['ledger'] });
          if (!good) throw new Error('undone');
        }),
      ),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await changesSince(db.read, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('what another server committed is told here too, in order', async () => {
    if (at.url.startsWith('sqlite')) return;
    const other = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    const told: number[] = [];
    db.onChange(({ seq }) => told.push(seq));
    const say = (one: Database) => one.write(async (_, unit) => unit.announce({ topics: ['ledger'] }));
    await Promise.all(Array.from({ length: 40 }, (_, index) => say(index % 2 ? db : other)));
    await expect.poll(() => told.length).toBe(40);
    expect(told).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    await other.close();
  });
});
