import { once } from 'node:events';
import type { Database } from '#db/open.ts';
import { auditAfter, auditAnchor, sealsAfter } from '#db/queries/audit.ts';
import { ConfigError } from '../config.ts';
import { verifyChain } from './chain.ts';
import { entryOf } from './entry.ts';
import { sealAll } from './sealer.ts';

/** Says at the console whether the trail is as it was written; ends with 1 where it is not. */
export async function verifyAudit(db: Database, expected: string | undefined): Promise<void> {
  if (expected !== undefined && !/^[0-9a-f]{64}$/.test(expected))
    throw new ConfigError(`--expect must be a hash of 64 hexadecimal digits, not "${expected}".\n`);
  const { sound, unsealed, anchor, newest, broken, expectedAt } = await verifyChain(db.read, expected);
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  if (anchor.number > 0)
    say(`Rows up to ${anchor.number} were deleted by policy; the chain goes on from there.`);
  if (broken !== undefined) {
    say(`The trail is broken: ${broken}.`);
    say(`${sound} row(s) before it are as they were written.`);
    process.exitCode = 1;
    return;
  }
  say(`The trail is whole: ${sound} row(s) are as they were written.`);
  if (unsealed > 0) say(`${unsealed} row(s) are so new that they are not sealed yet.`);
  if (newest.number > 0) say(`Newest seal: row ${newest.number}, ${newest.hash}`);
  if (expected === undefined) return;
  if (expectedAt !== undefined) say(`The expected hash is that of row ${expectedAt}.`);
  else {
    say('The expected hash is not in the chain: the trail was written anew, or is another one.');
    process.exitCode = 1;
  }
}

const atOnce = 1_000;

/** Prints the trail, a JSON object a line, oldest first; that it was taken is in it too. */
export async function exportAudit(db: Database, who: string): Promise<void> {
  await db.write(async (_, unit) => unit.record({ action: 'export', subject: who }));
  await sealAll(db);
  let { number } = await auditAnchor(db.read);
  for (;;) {
    const rows = await auditAfter(db.read, number, atOnce);
    const seals = new Map(
      (await sealsAfter(db.read, number, atOnce)).map((seal) => [seal.number, seal.hash]),
    );
    for (const row of rows) {
      const line = JSON.stringify(entryOf({ ...row, hash: seals.get(row.number) ?? null }, () => null));
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
      number = row.number;
    }
    if (rows.length < atOnce) return;
  }
}
