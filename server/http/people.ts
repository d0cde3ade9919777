import type { Request, RequestHandler, Response } from 'express';
import type { UserRow } from '#db/queries/users.ts';
import type { User } from '#shared/people.ts';
import { wholeHouse } from '#shared/rights.ts';
import { personOf, refuseUnless } from './person.ts';
import { callerOf, type SignIns } from './sign-in.ts';

/** Lets only an admin of the whole house pass: accounts and tokens are of no department. */
export const requireAdmin: RequestHandler = (_: Request, res: Response, next) => {
  refuseUnless(personOf(callerOf(res)), 'administer', wholeHouse);
  next();
};

/** An account as an admin sees it; `asker` is the id of the admin's own. */
export function showUser(
  { account, granted, charges }: UserRow,
  signIns: Pick<SignIns, 'needsSecondFactor'>,
  asker: string | undefined,
): User {
  const { id, username, name, createdAt, disabledAt, lastSeenAt, mustChange, passwordUntil } = account;
  return {
    id,
    username,
    name,
    grants: granted,
    standsInFor: account.grants.flatMap(({ role }) =>
      granted.some((grant) => grant.role === role) ? [] : [role],
    ),
    charges,
    createdAt,
    lastSeenAt,
    disabledAt,
    mustChangePassword: mustChange,
    passwordUntil,
    secondFactor: Boolean(account.secondFactor?.since),
    secondFactorRequired: signIns.needsSecondFactor(account.grants),
    self: id === asker,
  };
}
