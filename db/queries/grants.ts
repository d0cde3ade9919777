import { randomUUID } from 'node:crypto';
import type { Handover } from '#shared/api.ts';
import type { Instant } from '#shared/calendar.ts';
import type { ChargedAs, Grant } from '#shared/rights.ts';
import type { Db } from '../schema.ts';

/** The roles that an account was granted; what it holds by being the first one is no grant. */
export async function grantsOf(db: Db, accountId: string): Promise<Grant[]> {
  return await db
    .selectFrom('account_grant')
    .select(['role', 'department', 'section'])
    .where('account_id', '=', accountId)
    .orderBy('role')
    .orderBy('department')
    .execute();
}

/** Grants an account these roles and no others. Whoever calls it announces the topic `people` too. */
export async function setGrants(db: Db, accountId: string, grants: readonly Grant[]): Promise<void> {
  await db.deleteFrom('account_grant').where('account_id', '=', accountId).execute();
  if (grants.length === 0) return;
  const rows = grants.map(({ role, department, section }) => ({
    account_id: accountId,
    role,
    department,
    section,
  }));
  await db.insertInto('account_grant').values(rows).execute();
}

/** A project that an account is charged with. */
export interface Charge {
  projectId: string;
  part: ChargedAs;
}

/** The projects that an account is charged with beside those that print its name, the latest year first. */
export async function chargesOf(db: Db, accountId: string) {
  return await db
    .selectFrom('project_charge as c')
    .innerJoin('project as p', 'p.id', 'c.project_id')
    .select(['c.project_id as projectId', 'c.part', 'p.code', 'p.name', 'p.year'])
    .where('c.account_id', '=', accountId)
    .orderBy('p.year', 'desc')
    .orderBy('p.code')
    .execute();
}

/**
 * Charges an account with these projects and no others. Whoever calls it says `unit.planChanged()`: who sees what
 * is kept with the plans; and announces the topic `people`.
 */
export async function setCharges(
  db: Db,
  accountId: string,
  charges: readonly Charge[],
  { at, by }: { at: Instant; by: string },
): Promise<void> {
  await db.deleteFrom('project_charge').where('account_id', '=', accountId).execute();
  if (charges.length === 0) return;
  const moment = { account_id: accountId, charged_at: at, charged_by: by };
  const rows = charges.map(({ projectId, part }) => ({ ...moment, project_id: projectId, part }));
  await db.insertInto('project_charge').values(rows).execute();
}

/**
 * 移交: the project is another owner's from now on, by the printed name; whoever was charged with it as its owner is
 * no more, a deputy stays. Whoever calls it says `unit.planChanged()`.
 */
export async function handOver(
  db: Db,
  {
    projectId,
    from,
    to,
    reason,
    at,
    by,
    account,
  }: Handover & { projectId: string; account?: string | undefined },
): Promise<void> {
  await db.updateTable('project').set({ owner: to }).where('id', '=', projectId).execute();
  const owners = db.deleteFrom('project_charge').where('project_id', '=', projectId);
  await owners.where('part', '=', 'owner').execute();
  if (account !== undefined) {
    // Whoever is meant stays the owner under another name, too, and whatever charge they had before.
    const before = db.deleteFrom('project_charge').where('project_id', '=', projectId);
    await before.where('account_id', '=', account).execute();
    await db
      .insertInto('project_charge')
      .values({ project_id: projectId, account_id: account, part: 'owner', charged_at: at, charged_by: by })
      .execute();
  }
  await db
    .insertInto('project_handover')
    .values({
      id: randomUUID(),
      project_id: projectId,
      from_owner: from,
      to_owner: to,
      reason,
      recorded_at: at,
      recorded_by: by,
    })
    .execute();
}

/** How a project went from owner to owner, the oldest first. */
export async function handoversOf(db: Db, projectId: string): Promise<Handover[]> {
  return await db
    .selectFrom('project_handover')
    .select(['from_owner as from', 'to_owner as to', 'reason', 'recorded_at as at', 'recorded_by as by'])
    .where('project_id', '=', projectId)
    .orderBy('recorded_at')
    .execute();
}
