import type { ChargedAs, Grant } from '#shared/rights.ts';
import type { Db } from '../schema.ts';
import { type Account, listAccounts } from './accounts.ts';

/** A project that an account is charged with, as screens name it. */
export interface NamedCharge {
  year: number;
  code: string;
  name: string;
  part: ChargedAs;
}

/** An account with what was granted to it, apart from what it stands in for, and the projects it is charged with. */
export interface UserRow {
  account: Account;
  granted: Grant[];
  charges: NamedCharge[];
}

/** Every account, by user name; or the one whose id is given. */
export async function listUsers(db: Db, id?: string): Promise<UserRow[]> {
  const grants = db.selectFrom('account_grant').selectAll().orderBy('role').orderBy('department');
  const charges = db
    .selectFrom('project_charge as c')
    .innerJoin('project as p', 'p.id', 'c.project_id')
    .select(['c.account_id', 'c.part', 'p.code', 'p.name', 'p.year'])
    .orderBy('p.year', 'desc')
    .orderBy('p.code');
  const [accounts, granted, charged] = await Promise.all([
    listAccounts(db, id),
    (id === undefined ? grants : grants.where('account_id', '=', id)).execute(),
    (id === undefined ? charges : charges.where('c.account_id', '=', id)).execute(),
  ]);
  const grantsOf = byAccount(granted);
  const chargesOf = byAccount(charged);
  return accounts.map((account) => ({
    account,
    granted: grantsOf(account).map(({ account_id: _, ...grant }) => grant),
    charges: chargesOf(account).map(({ account_id: _, ...charge }) => charge),
  }));
}

function byAccount<Row extends { account_id: string }>(rows: readonly Row[]) {
  const byId = new Map<string, Row[]>();
  for (const row of rows) byId.set(row.account_id, [...(byId.get(row.account_id) ?? []), row]);
  return ({ id }: Account): Row[] => byId.get(id) ?? [];
}
