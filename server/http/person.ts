import type { RequestHandler, Response } from 'express';
import { listStaff } from '#db/queries/accounts.ts';
import type { Db } from '#db/schema.ts';
import { type Said, said } from '#shared/language.ts';
import {
  type Action,
  type Charged,
  chargedOf,
  may,
  type Person,
  type Right,
  type Staff,
  secondEyes,
} from '#shared/rights.ts';
import type { Asker } from '../evaluation/snapshots.ts';
import type { Sight, Sights } from '../sight.ts';
import { HttpError } from './errors.ts';
import { type Caller, callerOf } from './sign-in.ts';

/** The caller as rights see him. A token may be named as a person is: it is kept apart by its identity. */
export function personOf({ name, fullName, kind, grants, scopes, department }: Caller): Person {
  const username = kind === 'machine' ? `token ${name}` : name;
  return { username, name: fullName, kind, grants, scopes, department };
}

/** Lets pass who may do something, of a project where it is about one; a 403 that says why otherwise. */
export function refuseUnless(person: Person, action: Action, charged?: Charged, staff: Staff = []): void {
  const right = may(person, action, charged, staff);
  if (!right.may) throw new HttpError(403, 'not_yours', right.why);
}

/**
 * Lets pass who may do something anywhere at all, or where it is said of what. What is about a project is decided
 * again where the project is known.
 */
export function requireMay(action: Action, charged?: Charged): RequestHandler {
  return (_, res, next) => {
    refuseUnless(personOf(callerOf(res)), action, charged);
    next();
  };
}

/** The caller and everybody who has an account: what deciding about rights takes. */
export async function whoAsks(db: Db, res: Response): Promise<{ person: Person; staff: Staff }> {
  return { person: personOf(callerOf(res)), staff: await listStaff(db) };
}

/**
 * The caller as whoever sends data. A machine that may approve says that it was done where the value comes from;
 * a person who does it with the same hand as reporting is the only one who could.
 */
export function askerOf(res: Response, staff: Staff = []): Asker {
  const person = personOf(callerOf(res));
  const sight = sightOf(res);
  return {
    knows: sight.knows,
    posting: (id) => (sight.reaches('post_vouchers', id) ? undefined : notOfTheirs),
    reporting: (plan) => whyNot(may(person, 'report', chargedOf(plan), staff)),
    approving(plan) {
      const charged = chargedOf(plan);
      const right = may(person, 'approve', charged, staff);
      if (!right.may || person.kind === 'machine') return right;
      return secondEyes(person, 'approve', person.username, charged, staff);
    },
  };
}

const notOfTheirs = said('没有向这个项目登记支出的权限。', 'You may not post payments to this project.');

function whyNot(right: Right): Said | undefined {
  return right.may ? undefined : right.why;
}

/** Works out what the caller sees, for every route that follows. */
export function attachSight(sights: Sights): RequestHandler {
  return async (_, res, next) => {
    res.locals.sight = await sights.of(personOf(callerOf(res)));
    next();
  };
}

/** What the caller sees: every answer is made of that and nothing else. */
export function sightOf(res: Response): Sight {
  return res.locals.sight as Sight;
}
