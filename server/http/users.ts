import { type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import { hasOtherAdmin, insertAccount, setPassword, updateAccount } from '#db/queries/accounts.ts';
import { listDepartments } from '#db/queries/departments.ts';
import { type Charge as StoredCharge, setCharges, setGrants } from '#db/queries/grants.ts';
import { projectIds } from '#db/queries/plans.ts';
import { clearSecondFactor } from '#db/queries/second-factors.ts';
import { deleteSessions } from '#db/queries/sessions.ts';
import { listUsers, type UserRow } from '#db/queries/users.ts';
import type { Db } from '#db/schema.ts';
import { isDuplicate } from '#db/sql.ts';
import { said } from '#shared/language.ts';
import { ChangeUser, NewUser, UserFilter } from '#shared/people.ts';
import type { Grant } from '#shared/rights.ts';
import { hashPassword, readableSecret } from '../access/passwords.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody, parseQuery } from './parse.ts';
import { requireAdmin, showUser } from './people.ts';
import type { SessionParts } from './session.ts';
import { callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';

/** So long a password that an admin hands out can be used. */
const handedOutDays = 7;

/** /api/v1/users: who has an account, and what they may. Accounts are disabled, never deleted: history names them. */
export function userRoutes({ db, live, signIns }: Pick<SessionParts, 'db' | 'live' | 'signIns'>): Router {
  const router = Router();
  router.use(requireAdmin);
  const shown = (user: UserRow, res: Response) => showUser(user, signIns, callerOf(res).accountId);

  router.get('/', async (req, res) => {
    const { q = '' } = parseQuery(UserFilter, req.query);
    const users = (await listUsers(db.read)).filter((user) => matches(user, q.trim().toLowerCase()));
    res.json({ items: users.map((user) => shown(user, res)), nextCursor: null, total: users.length });
  });

  router.post('/', async (req, res) => {
    const { username, name, grants, charges } = parseBody(NewUser, req.body);
    const password = readableSecret();
    const passwordHash = await hashPassword(password);
    const made = recorded(db, res).write(async (trx, unit) => {
      await refuseGrants(trx, grants);
      const charged = await findCharges(trx, charges);
      const account = { username, name, roles: [], passwordHash, mustChange: true };
      const id = await insertAccount(trx, { ...account, passwordUntil: untilWhen() }, unit.at);
      await setGrants(trx, id, grants);
      await setCharges(trx, id, charged, { at: unit.at, by: callerOf(res).name });
      unit.record({ subject: username, after: { name, grants, charges } });
      announce(unit, charged.length > 0);
      return await findUser(trx, id);
    });
    const user = await made.catch((error: unknown) => {
      throw isDuplicate(error) ? taken(username) : error;
    });
    res.status(201).json({ user: shown(user, res), password });
  });

  router.patch('/:id', async (req, res) => {
    const { name, grants, charges, disabled } = parseBody(ChangeUser, req.body);
    const user = await recorded(db, res).write(async (trx, unit) => {
      const before = await findUser(trx, req.params.id);
      const { id, disabledAt } = before.account;
      if (disabled === true && id === callerOf(res).accountId) throw ownAccount();
      if (grants) await refuseGrants(trx, grants);
      const charged = charges && (await findCharges(trx, charges));
      const stays = (grants ?? before.granted).some(isWholeAdmin) && !(disabled ?? disabledAt !== null);
      // Under the lock of the gate: of two admins who disable one another, the second finds himself the last.
      if (!stays && !(await hasOtherAdmin(trx, id))) throw lastAdmin();
      await updateAccount(trx, id, {
        name,
        disabledAt: disabled === undefined ? undefined : disabled ? (disabledAt ?? unit.at) : null,
      });
      if (grants) await setGrants(trx, id, grants);
      if (charged) await setCharges(trx, id, charged, { at: unit.at, by: callerOf(res).name });
      if (disabled) await deleteSessions(trx, id);
      announce(unit, true);
      const after = await findUser(trx, id);
      unit.record({ subject: after.account.username, before: standing(before), after: standing(after) });
      return after;
    });
    live.recheck();
    res.json(shown(user, res));
  });

  router.post('/:id/password', async (req, res) => {
    const password = readableSecret();
    const passwordHash = await hashPassword(password);
    const user = await recorded(db, res).write(async (trx, unit) => {
      const { account } = await findUser(trx, req.params.id);
      await setPassword(trx, account.id, passwordHash, { until: untilWhen() });
      unit.record({ subject: account.username, after: { handedOut: true } });
      await deleteSessions(trx, account.id);
      announce(unit);
      return await findUser(trx, account.id);
    });
    live.recheck();
    res.json({ user: shown(user, res), password });
  });

  router.delete('/:id/second-factor', async (req, res) => {
    const user = await recorded(db, res).write(async (trx, unit) => {
      const { account } = await findUser(trx, req.params.id);
      await clearSecondFactor(trx, account.id);
      unit.record({
        subject: account.username,
        before: { secondFactor: account.secondFactor?.since ?? null },
        after: { secondFactor: null },
      });
      await deleteSessions(trx, account.id);
      announce(unit);
      return await findUser(trx, account.id);
    });
    live.recheck();
    res.json(shown(user, res));
  });

  router.delete('/:id/sessions', async (req, res) => {
    await recorded(db, res).write(async (trx, unit) => {
      const { account } = await findUser(trx, req.params.id);
      await deleteSessions(trx, account.id);
      unit.record({ subject: account.username });
      announce(unit);
    });
    live.recheck();
    res.status(204).end();
  });
  return router;
}

function matches({ account, granted, charges }: UserRow, q: string): boolean {
  const words = [
    account.username,
    account.name,
    ...granted.flatMap(({ role, section }) => [role, section ?? '']),
    ...charges.flatMap(({ code, name }) => [code, name]),
  ];
  return words.some((word) => word.toLowerCase().includes(q));
}

/** What the trail keeps of an account before and after. */
function standing({ account, granted, charges }: UserRow) {
  return { name: account.name, disabledAt: account.disabledAt, grants: granted, charges };
}

async function findUser(db: Db, id: string): Promise<UserRow> {
  const [user] = await listUsers(db, id);
  if (!user) throw notFound();
  return user;
}

function announce(unit: Unit, charged = false): void {
  // Who sees what is kept with the plans.
  if (charged) unit.planChanged();
  unit.announce({ topics: ['people'], projects: [] });
}

function isWholeAdmin({ role, department }: Grant): boolean {
  return role === 'admin' && department === null;
}

/** Refuses grants that say nothing: of a department that no plan names, or of a section where there is none. */
async function refuseGrants(db: Db, grants: readonly Grant[]): Promise<void> {
  const known = new Set((await listDepartments(db)).map(({ code }) => code));
  for (const [at, { role, department, section }] of grants.entries()) {
    if (department !== null && role === 'admin')
      throw refusal(
        `/grants/${at}/department`,
        said('系统管理员不分部门', 'An admin is for all departments'),
      );
    if (department !== null && !known.has(department))
      throw refusal(
        `/grants/${at}/department`,
        said(`没有编码为“${department}”的部门`, `No department has the code ${department}`),
      );
    if (section !== null && role !== 'section_head')
      throw refusal(`/grants/${at}/section`, said('只有股长才有股室', 'Only a section head has a section'));
  }
}

type GivenCharge = { year: number; code: string; part: StoredCharge['part'] };

async function findCharges(db: Db, charges: readonly GivenCharge[]): Promise<StoredCharge[]> {
  const ids = new Map<string, string>();
  for (const year of new Set(charges.map((charge) => charge.year))) {
    const codes = charges.flatMap((charge) => (charge.year === year ? [charge.code] : []));
    for (const [code, id] of await projectIds(db, year, codes)) ids.set(`${year} ${code}`, id);
  }
  const found = charges.map(({ year, code, part }, at) => {
    const projectId = ids.get(`${year} ${code}`);
    if (projectId === undefined)
      throw refusal(
        `/charges/${at}/code`,
        said(`${year}年没有编码为“${code}”的项目`, `${year} has no project with the code ${code}`),
      );
    return { projectId, part };
  });
  return [...new Map(found.map((charge) => [charge.projectId, charge])).values()];
}

function untilWhen(): string {
  return new Date(Date.now() + handedOutDays * 86_400_000).toISOString();
}

function refusal(pointer: string, message: ReturnType<typeof said>): HttpError {
  return new HttpError(422, 'invalid', message, [{ pointer, code: 'invalid', message }]);
}

function taken(username: string): HttpError {
  const message = said(`用户名“${username}”已有人用`, `The user name ${username} is taken`);
  return new HttpError(409, 'taken', message, [{ pointer: '/username', code: 'taken', message }]);
}

function lastAdmin(): HttpError {
  return new HttpError(
    409,
    'last_admin',
    said(
      '这是最后一个系统管理员，不能停用或去掉该角色；请先让另一人担任。',
      'This is the last admin and must stay one; make somebody else an admin first.',
    ),
  );
}

function ownAccount(): HttpError {
  return new HttpError(
    409,
    'own_account',
    said('不能停用自己的账号，请另一位管理员办理。', 'Nobody disables their own account; ask another admin.'),
  );
}
