import { parseArgs } from 'node:util';
import { type Database, openDb } from '#db/open.ts';
import { insertToken, listTokens, revokeToken } from '#db/queries/accounts.ts';
import { isDuplicate } from '#db/sql.ts';
import { isDay } from '#shared/calendar.ts';
import { ConfigError, readConfig } from './config.ts';
import { differences, putRight } from './evaluation/check-kept.ts';
import { judgeProjects } from './evaluation/evaluate-projects.ts';
import { createPlanCache } from './evaluation/snapshots.ts';
import { newSecret } from './http/sign-in.ts';

const usage = `Usage: npm run cli -- COMMAND

  token create NAME [--scopes read,ingest,manage] [--expires YYYY-MM-DD]
      Makes an API token and prints it, once. read looks, ingest sends vouchers and values,
      manage imports plans, approves and moves the training clock. All three by default.
  token list
  token revoke NAME
  check [--rebuild]
      Holds what is kept against the ledgers: the totals by project, fund source and day, what was
      found of every project, and the day of the next look. Says each difference and ends with 1
      where there is one; --rebuild puts it right. The server may run meanwhile.

The database is the one that DATABASE_URL names, as for the server.
`;

const knownScopes = ['read', 'ingest', 'manage'];

/** What an operator does at the console of the server. */
async function main() {
  const { positionals, values } = readWords();
  const [subject, verb, named] = positionals;
  const name = values.name ?? named;
  if (subject !== 'token' && subject !== 'check') throw new ConfigError(usage);
  const { databaseUrl: url, timeZone } = readConfig(process.env);
  const db = await openDb({ url, timeZone });
  try {
    const at = new Date().toISOString();
    if (subject === 'check') await check(db, values.rebuild);
    else if (verb === 'create' && name) {
      const { secret, secretHash: tokenHash } = newSecret('dbt_');
      const scopes = readScopes(values.scopes);
      const expiresAt = readExpiry(values.expires);
      await db
        .write((trx) => insertToken(trx, { name, tokenHash, scopes, at, expiresAt }))
        .catch((error: unknown) => {
          throw isDuplicate(error) ? new ConfigError(`A token named ${name} exists already.\n`) : error;
        });
      process.stderr.write(`Token ${name} (${scopes.join(', ')}); it is shown only this once:\n`);
      process.stdout.write(`${secret}\n`);
    } else if (verb === 'list') {
      for (const token of await listTokens(db.read)) {
        const state = token.revokedAt
          ? 'revoked'
          : token.expiresAt && token.expiresAt < at
            ? 'expired'
            : 'in force';
        process.stdout.write(`${token.name}\t${token.scopes}\t${state}\n`);
      }
    } else if (verb === 'revoke' && name) {
      if (!(await db.write((trx) => revokeToken(trx, name, at))))
        throw new ConfigError(`No token ${name} in force.\n`);
      process.stdout.write(`Token ${name} is revoked.\n`);
    } else throw new ConfigError(usage);
  } finally {
    await db.close();
  }
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
        expires: { type: 'string' },
        rebuild: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\n\n${usage}`);
  }
}

function readScopes(text: string): string[] {
  const scopes = text.split(',').map((scope) => scope.trim());
  const unknown = scopes.find((scope) => !knownScopes.includes(scope));
  if (unknown !== undefined)
    throw new ConfigError(`--scopes takes ${knownScopes.join(', ')}, not "${unknown}".\n`);
  return scopes;
}

function readExpiry(day: string | undefined): string | null {
  if (day === undefined) return null;
  if (!isDay(day)) throw new ConfigError(`--expires must be a day such as 2027-12-31, not "${day}".\n`);
  return `${day}T23:59:59.999Z`;
}

main().catch((error: unknown) => {
  process.stderr.write(error instanceof ConfigError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exit(1);
});
