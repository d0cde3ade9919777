import type { End, Head } from './format.ts';
import { verifyBackup } from './read.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';

/** `backup [FILE|FOLDER]`: takes one and says what is in it, and its checksum. */
export async function backup(url: string, place: string, version: string): Promise<void> {
  const { file, head, end } = await takeBackup(url, place, { version, now: new Date() });
  process.stdout.write(`${file}\n${described(head, end)}\n`);
}

/** `backup verify FILE`: says what is in it, and that it is as it was written. */
export async function verify(file: string): Promise<void> {
  const { head, end } = await verifyBackup(file);
  process.stdout.write(`${file} is whole.\n${described(head, end)}\n`);
}

/** `restore FILE`: puts it into the empty database and says what is there now. */
export async function restore(url: string, file: string): Promise<void> {
  const { head, end } = await restoreBackup(url, file, new Date());
  process.stdout.write(`${file} is restored. Everybody signs in anew.\n${described(head, end)}\n`);
}

function described(head: Head, { rows, sha256 }: End): string {
  const counts = Object.entries(rows).filter(([, count]) => count > 0);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return [
    `Taken ${head.takenAt} of ${head.database} by version ${head.version}, level ${head.level}, change ${head.seq}`,
    ...counts.map(([table, count]) => `  ${table}\t${count}`),
    `${total} row(s) in ${counts.length} table(s), SHA-256 of the content ${sha256}`,
  ].join('\n');
}
