import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { levelOf, migrate, migrateTo } from '#db/migrate.ts';
import { migrations } from '#db/migrations/index.ts';
import { connect } from '#db/open.ts';
import { verifyBackup } from '#server/backup/read.ts';
import { restoreBackup } from '#server/backup/restore.ts';
import { takeBackup } from '#server/backup/take.ts';
import { allRows, backupFolder, taken } from '../../support/backups.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

onEachDatabase('what cannot be backed up or restored', (fresh) => {
  const backups = backupFolder();
  const good = backups.at('good.gz');
  let source: TestDatabase;
  let target: TestDatabase;

  beforeAll(async () => {
    [source, target] = await Promise.all([fresh(), fresh()]);
    await withWriter(source.url, async (writer) => {
      // Before the last migrations: the restored one must come up to them.
      await migrateTo(writer, '0013-grants');
      const codes = Array.from({ length: 2_500 }, (_, at) => ({ id: `d${at}`, code: `${at}`, name: '某局' }));
      await writer.insertInto('department').values(codes).execute();
    });
    await takeBackup(source.url, good, taken);
  });
  afterAll(async () => {
    await Promise.all([source.drop(), target.drop()]);
    backups.drop();
  });

  const refused = async (file: string) => {
    const why = (error: unknown) => (error instanceof Error ? error.message : String(error));
    const [said, restored] = [
      await verifyBackup(file).then(() => 'whole', why),
      await restoreBackup(target.url, file, taken.now).then(() => 'restored', why),
    ];
    expect(await allRows(target.url)).toEqual({});
    expect(said === 'whole' || said === restored).toBe(true);
    return restored;
  };
  const put = (name: string, bytes: Uint8Array) => {
    writeFileSync(backups.at(name), bytes);
    return backups.at(name);
  };
  const text = () => gunzipSync(readFileSync(good)).toString();
  /** The backup with other content, as if it had been written so. */
  const forged = (name: string, change: (lines: string[]) => string[]) => {
    const lines = change(text().trimEnd().split('\n').slice(0, -1)).map((line) => `${line}\n`);
    const end = JSON.parse(text().trimEnd().split('\n').at(-1) ?? '') as { rows: object };
    const sha256 = createHash('sha256').update(lines.join('')).digest('hex');
    return put(name, gzipSync(`${lines.join('')}${JSON.stringify({ ...end, sha256 })}\n`));
  };

  test('a file that is cut short, wherever', async () => {
    const whole = readFileSync(good);
    for (const length of [10, 200, Math.floor(whole.length / 2), whole.length - 1])
      expect(await refused(put('cut.gz', whole.subarray(0, length)))).toBe(
        `${backups.at('cut.gz')} is cut short: its end is missing.`,
      );
    const lines = text().trimEnd().split('\n').slice(0, -1).join('\n');
    expect(await refused(put('endless.gz', gzipSync(`${lines}\n`)))).toMatch(/cut short/);
    expect(await refused(put('mid-line.gz', gzipSync(lines)))).toMatch(/cut short/);
  });

  test('a file of which a bit, a row or a figure is another one', async () => {
    const whole = Buffer.from(readFileSync(good));
    const middle = Math.floor(whole.length / 2);
    whole[middle] = (whole[middle] ?? 0) ^ 1;
    // Where the bit says how long something is, what follows is missing.
    expect(await refused(put('bit.gz', whole))).toMatch(/is damaged: .*\.$|is cut short/);
    const other = text().replace('"d7"', '"d8"');
    expect(await refused(put('row.gz', gzipSync(other)))).toMatch(/damaged: its checksum/);
    const fewer = forged('fewer.gz', (lines) => lines.filter((line) => !line.includes('"d7"')));
    expect(await refused(fewer)).toMatch(/damaged: it does not hold as many rows as it says/);
    expect(await refused(put('more.gz', gzipSync(`${text()}["x"]\n`)))).toMatch(/something follows its end/);
  });

  test('a file of another kind, a folder, or none', async () => {
    expect(await refused(put('photo.gz', Buffer.from('not packed at all')))).toMatch(/is not a backup of/);
    expect(await refused(put('notes.gz', gzipSync('{"notes":[]}\n')))).toMatch(/is not a backup of/);
    expect(await refused(put('empty.gz', Buffer.alloc(0)))).toMatch(/is not a backup of|is cut short/);
    expect(await refused(backups.folder)).toMatch(/is a folder/);
    expect(await refused(backups.at('nowhere.gz'))).toBe(`There is no file ${backups.at('nowhere.gz')}.`);
  });

  test('a file of a newer version, or whose tables are not those of its level', async () => {
    const head = (from: string, to: string) => (lines: string[]) =>
      lines.map((line, at) => (at === 0 ? line.replace(from, to) : line));
    expect(await refused(forged('format.gz', head('"format":1', '"format":2')))).toMatch(/a newer version/);
    expect(await refused(forged('level.gz', head('0013-grants', '9999-later')))).toMatch(
      /a newer version of the product \(test, 9999-later\)/,
    );
    const alien = forged('alien.gz', (lines) =>
      lines.map((line) => line.replace('{"table":"department"', '{"table":"bureau"')),
    );
    expect(await refused(alien)).toMatch(/damaged: it does not hold as many rows|bureau is not one of/);
    const column = forged('column.gz', (lines) =>
      lines.map((line) => line.replace('"columns":["id","code","name"]', '"columns":["id","code","label"]')),
    );
    expect(await refused(column)).toMatch(/table department is not one of the level/);
  });

  test('a backup over a file that exists, into no folder, or of no database', async () => {
    const before = readFileSync(good);
    await expect(takeBackup(source.url, good, taken)).rejects.toThrow(/exists already/);
    expect(readFileSync(good)).toEqual(before);
    await expect(takeBackup(source.url, backups.at('none/b.gz'), taken)).rejects.toThrow(/no such folder/);
    const nothing = `sqlite:${backups.at('nothing.sqlite')}`;
    await expect(takeBackup(nothing, backups.at('b.gz'), taken)).rejects.toThrow(/There is no database/);
    await expect(takeBackup(target.url, backups.at('b.gz'), taken)).rejects.toThrow(/database/);
    expect(existsSync(backups.at('nothing.sqlite'))).toBe(false);
    expect(
      readdirSync(backups.folder).filter((name) => name.startsWith('b.') || name.includes('.part')),
    ).toEqual([]);
  });

  test('an older backup comes up to date, and a database in use is left as it is', async () => {
    const { file } = await takeBackup(source.url, backups.folder, taken);
    expect(file).toBe(backups.at('duibiao-2026-11-25T080000Z.backup.gz'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // A schema in which nothing ever was is empty too.
    await withWriter(target.url, migrate);
    await restoreBackup(target.url, file, taken.now);
    const after = await allRows(target.url);
    expect(after.department).toEqual((await allRows(source.url)).department);
    expect(after.recovery_code).toEqual([]);
    await withWriter(target.url, async (writer) =>
      expect(await levelOf(writer)).toBe(Object.keys(migrations).at(-1)),
    );
    await expect(restoreBackup(target.url, file, taken.now)).rejects.toThrow(/The database is not empty/);
    expect(await allRows(target.url)).toEqual(after);
  });

  test('a database that holds something of another product', async () => {
    const other = await fresh();
    await withWriter(other.url, (writer) => sql`create table notes (text text)`.execute(writer));
    await expect(restoreBackup(other.url, good, taken.now)).rejects.toThrow(/The database is not empty/);
    await other.drop();
  });
});

async function withWriter(
  url: string,
  work: (writer: ReturnType<typeof connect>['writer']) => Promise<unknown>,
) {
  const { reader, writer } = connect(url);
  await work(writer).finally(() => Promise.all([reader.destroy(), writer.destroy()]));
}
