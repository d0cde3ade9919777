import type { Response } from 'express';
import { listStaff } from '#db/queries/accounts.ts';
import type { Db } from '#db/schema.ts';
import { type Action, type Charged, may, type Person, type Staff } from '#shared/rights.ts';
import { HttpError } from './errors.ts';
import { type Caller, callerOf } from './sign-in.ts';

/** The caller as rights see him. A token may be named as a person is: it is kept apart by its identity. */
export function personOf({ name, fullName, kind, grants, scopes, department }: Caller): Person {
  const username = kind === 'machine' ? `token ${name}` : name;
  // The scopes of a person are but what the grants come to.
  const own = kind === 'machine' ? scopes : new Set<string>();
  return { username, name: fullName, kind, grants, scopes: own, department };
}

/** Lets pass who may do something, of a project where it is about one; a 403 that says why otherwise. */
export function refuseUnless(person: Person, action: Action, charged?: Charged, staff: Staff = []): void {
  const right = may(person, action, charged, staff);
  if (!right.may) throw new HttpError(403, 'not_yours', right.why);
}

/** The caller and everybody who has an account: what deciding about rights takes. */
export async function whoAsks(db: Db, res: Response): Promise<{ person: Person; staff: Staff }> {
  return { person: personOf(callerOf(res)), staff: await listStaff(db) };
}
