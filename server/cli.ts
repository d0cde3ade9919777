import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { isNewestLevel } from '#db/migrate.ts';
import { type Database, openDb } from '#db/open.ts';
import { findAccount, setPassword, updateAccount } from '#db/queries/accounts.ts';
import { listDepartments } from '#db/queries/departments.ts';
import { clearSecondFactor } from '#db/queries/second-factors.ts';
import { deleteSessions } from '#db/queries/sessions.ts';
import { insertToken, listTokens, revokeToken } from '#db/queries/tokens.ts';
import { isDuplicate } from '#db/sql.ts';
import type { Deed } from '#db/trail.ts';
import { isDay } from '#shared/calendar.ts';
import { scopes as knownScopes } from '#shared/people.ts';
import packageJson from '../package.json' with { type: 'json' };
import { hashPassword, readableSecret } from './access/passwords.ts';
import { exportAudit, verifyAudit } from './audit/console.ts';
import { ownTrail } from './audit/own-trail.ts';
import * as backups from './backup/commands.ts';
import { BackupError } from './backup/format.ts';
import { ConfigError, readConfig } from './config.ts';
import { differences, putRight } from './evaluation/check-kept.ts';
import { judgeProjects } from './evaluation/evaluate-projects.ts';
import { createPlanCache } from './evaluation/snapshots.ts';
import { newSecret } from './http/sign-in.ts';
import { endOf, tokenPrefix } from './http/tokens.ts';

const usage = `Usage: npm run cli -- COMMAND

  token create NAME [--scopes read,ingest,manage] [--department CODE] [--expires YYYY-MM-DD]
      Makes an API token and prints it, once. read looks, ingest sends vouchers and values,
      manage imports plans, approves and moves the training clock. All three by default,
      for all departments and without an end.
  token list
  token revoke NAME
  check [--rebuild]
      Holds what is kept against the ledgers: the totals by project, fund source and day, what was
      found of every project, and the day of the next look. Says each difference and ends with 1
      where there is one; --rebuild puts it right. The server may run meanwhile.

  audit verify [--expect HASH]
      Holds every row of the trail against its chain; says the first place where it is broken and ends
      with 1. HASH is one that was written down before: it must stand in the chain still.
  audit export
      Prints the trail, oldest first, a JSON object a line, each with its hash.

  account reset USERNAME
      For an admin who is locked out: prints a password, once, that must be changed at the next
      sign-in; ends the sessions, takes the second factor away and enables the account.

  backup [FILE|FOLDER]
      Writes everything that the database holds, evidence included, into one new file, while the
      server runs; without a name, into this folder under one with the instant. Not in it: who is
      signed in. Password hashes, token hashes and personal data are: keep it as safe as the database.
  backup verify FILE
      Reads a backup through and says whether it is whole, and what is in it.
  restore FILE
      Puts a backup into a database that is empty, of either kind, and holds what is kept against
      the ledgers. Stop the server first, and give the next the same SECRET_KEY.

The database is the one that DATABASE_URL names, as for the server.
`;

const people = { topics: ['people' as const], projects: [] };

/** What an operator does at the console of the server. */
async function main() {
  const { positionals, values } = readWords();
  const [subject, verb, named] = positionals;
  const name = values.name ?? named;
  const command = `${subject} ${verb}`;
  const known = [
    'token create',
    'token list',
    'token revoke',
    'account reset',
    'audit verify',
    'audit export',
  ];
  const isBackup = subject === 'backup' || subject === 'restore';
  if (subject !== 'check' && !isBackup && !known.includes(command)) throw new ConfigError(usage);
  const { databaseUrl: url, timeZone } = readConfig(process.env);
  const deed = isBackup ? await backUpOrRestore(url, positionals) : undefined;
  if (isBackup && !deed) return;
  const opened = await openDb({ url, timeZone });
  const who = userInfo().username;
  const route = `cli ${subject === 'check' || isBackup ? subject : command}`;
  const db = opened.as(ownTrail('console', { who, action: 'administer', route }));
  try {
    if (deed) await db.write(async (_, unit) => unit.record(deed));
    if (subject === 'check' || subject === 'restore') await check(db, values.rebuild);
    else if (deed) return;
    else if (command === 'token list') await printTokens(db);
    else if (command === 'audit verify') await verifyAudit(db, values.expect);
    else if (command === 'audit export') await exportAudit(db, who);
    else if (name === undefined) throw new ConfigError(usage);
    else if (command === 'token create') await createToken(db, name, values);
    else if (command === 'token revoke') await revoke(db, name);
    else await resetAccount(db, name);
  } finally {
    await db.close();
  }
}

/**
 * Does what is asked about backups; answers what the trail is to say of it. Nothing is said in a database of an
 * older version: to write in it would bring it up to date, and the backup may have been taken to prevent just that.
 */
async function backUpOrRestore(url: string, [subject, ...named]: string[]): Promise<Deed | undefined> {
  const isVerify = subject === 'backup' && named[0] === 'verify';
  const file = named[isVerify ? 1 : 0];
  if (named.length > (isVerify ? 2 : 1)) throw new ConfigError(usage);
  if (subject === 'backup' && !isVerify) {
    const { head, ...taken } = await backups.backup(url, file ?? '.', packageJson.version);
    return isNewestLevel(head.level) ? { action: 'export', ...taken } : undefined;
  }
  if (file === undefined) throw new ConfigError(usage);
  if (!isVerify) return await backups.restore(url, file);
  await backups.verify(file);
  return undefined;
}

type Words = ReturnType<typeof readWords>['values'];

async function createToken(db: Database, name: string, words: Words) {
  const { secret, secretHash: tokenHash } = newSecret(tokenPrefix);
  const scopes = readScopes(words.scopes);
  const expiresAt = readExpiry(words.expires);
  const department = await readDepartment(db, words.department);
  await db
    .write(async (trx, unit) => {
      unit.record({ subject: name, after: { scopes, department, expiresAt } });
      await insertToken(trx, { name, tokenHash, scopes, department, at: unit.at, expiresAt });
      unit.announce(people);
    })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new ConfigError(`A token named ${name} exists already.\n`) : error;
    });
  const where = department === null ? '' : ` for ${department}`;
  process.stderr.write(`Token ${name} (${scopes.join(', ')})${where}; it is shown only this once:\n`);
  process.stdout.write(`${secret}\n`);
}

async function printTokens(db: Database) {
  const at = new Date().toISOString();
  for (const token of await listTokens(db.read)) {
    const isOver = token.expiresAt !== null && token.expiresAt < at;
    const state = token.revokedAt ? 'revoked' : isOver ? 'expired' : 'in force';
    const words = [
      token.name,
      token.scopes.join(','),
      token.department?.code ?? 'all departments',
      token.lastUsedAt ? `used ${token.lastUsedAt}` : 'never used',
      token.expiresAt ? `until ${token.expiresAt.slice(0, 10)}` : 'without end',
      state,
    ];
    process.stdout.write(`${words.join('\t')}\n`);
  }
}

async function revoke(db: Database, name: string) {
  const revoked = await db.write(async (trx, unit) => {
    const found = await revokeToken(trx, name, unit.at);
    if (!found) return false;
    unit.record({ subject: name, after: { revokedAt: unit.at } });
    unit.announce(people);
    return found;
  });
  if (!revoked) throw new ConfigError(`No token ${name} in force.\n`);
  process.stdout.write(`Token ${name} is revoked.\n`);
}

/** Seven days are left to use what is printed. */
async function resetAccount(db: Database, username: string) {
  const password = readableSecret();
  const passwordHash = await hashPassword(password);
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
  await db.write(async (trx, unit) => {
    const account = await findAccount(trx, username);
    if (!account) throw new ConfigError(`No account ${username}.\n`);
    unit.record({
      subject: username,
      before: { disabledAt: account.disabledAt },
      after: { handedOut: true },
    });
    await setPassword(trx, account.id, passwordHash, { until });
    await clearSecondFactor(trx, account.id);
    await deleteSessions(trx, account.id);
    await updateAccount(trx, account.id, { disabledAt: null });
    unit.announce(people);
  });
  process.stderr.write(
    `Account ${username}: sign in with this within seven days and choose another; it is shown only this once:\n`,
  );
  process.stdout.write(`${password}\n`);
}

/** Says every difference between what is kept and the ledgers, and puts it right where that is asked for. */
async function check(db: Database, rebuild: boolean) {
  const cache = createPlanCache();
  db.settleWith(async (trx, unit, ids) => (await judgeProjects(trx, unit, cache, ids)).judged);
  let [found, left] = [0, 0];
  for await (const difference of differences(db)) {
    found += 1;
    process.stdout.write(`${difference.text}\n`);
    if (rebuild) await putRight(db, difference);
  }
  if (rebuild && found > 0) for await (const _ of differences(db)) left += 1;
  if (found === 0) process.stdout.write('Everything that is kept is what the ledgers say.\n');
  else if (!rebuild)
    process.stdout.write(`${found} difference(s); nothing was changed. --rebuild puts them right.\n`);
  else process.stdout.write(`${found} difference(s) found and put right; ${left} left.\n`);
  if (rebuild ? left > 0 : found > 0) process.exitCode = 1;
}

function readWords() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string', default: knownScopes.join() },
        department: { type: 'string' },
        expires: { type: 'string' },
        rebuild: { type: 'boolean', default: false },
        expect: { type: 'string' },
      },
    });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\n\n${usage}`);
  }
}

function readScopes(text: string): string[] {
  const scopes = text.split(',').map((scope) => scope.trim());
  const unknown = scopes.find((scope) => !knownScopes.some((known) => known === scope));
  if (unknown !== undefined)
    throw new ConfigError(`--scopes takes ${knownScopes.join(', ')}, not "${unknown}".\n`);
  return scopes;
}

async function readDepartment(db: Database, code: string | undefined): Promise<string | null> {
  if (code === undefined) return null;
  const codes = (await listDepartments(db.read)).map((department) => department.code);
  if (codes.includes(code)) return code;
  throw new ConfigError(
    `--department takes ${codes.join(', ') || 'the code of a department with a plan'}, not "${code}".\n`,
  );
}

function readExpiry(day: string | undefined): string | null {
  if (day === undefined) return null;
  if (!isDay(day)) throw new ConfigError(`--expires must be a day such as 2027-12-31, not "${day}".\n`);
  return endOf(day);
}

main().catch((error: unknown) => {
  const isPlain = error instanceof ConfigError || error instanceof BackupError;
  process.stderr.write(isPlain ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exit(1);
});
