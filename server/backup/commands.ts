import { basename } from 'node:path';
import type { End, Head } from './format.ts';
import { verifyBackup } from './read.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';

/** `backup [FILE|FOLDER]`: takes one and says what is in it, and its checksum. Answers what the trail keeps of it. */
export async function backup(url: string, place: string, version: string) {
  const { file, head, end } = await takeBackup(url, place, { version, now: new Date() });
  process.stdout.write(`${file}\n${described(head, end)}\n`);
  return { head, ...keptOf(file, head, end) };
}

/** `backup verify FILE`: says what is in it, and that it is as it was written. */
export async function verify(file: string): Promise<void> {
  const { head, end } = await verifyBackup(file);
  process.stdout.write(`${file} is whole.\n${described(head, end)}\n`);
}

/** `restore FILE`: puts it into the empty database and says what is there now. Answers what the trail keeps of it. */
export async function restore(url: string, file: string) {
  const { head, end } = await restoreBackup(url, file, new Date());
  process.stdout.write(`${file} is restored. Everybody signs in anew.\n${described(head, end)}\n`);
  return keptOf(file, head, end);
}

/** A backup by its name and its content: the file itself may be anywhere. */
function keptOf(file: string, { takenAt, seq }: Head, { sha256 }: End) {
  return { subject: basename(file), after: { takenAt, seq, sha256 } };
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
