import { createHash } from 'node:crypto';
import type { Database } from '#db/open.ts';
import { projectsWithin, type ReachRow, type Seen } from '#db/queries/reach.ts';
import { maskPayee } from '#shared/mask.ts';
import { type Action, may, ofDepartment, type Person, wholeHouse } from '#shared/rights.ts';
import { planSeq } from './year-figures.ts';

/** What one person or machine may see, and with that everything that may be said to them. */
export interface Sight {
  /** The same for all who see the same: they share an answer. */
  key: string;
  /** For queries; undefined where all is seen. */
  seen: Seen | undefined;
  /** Whether a project exists for them. */
  knows(projectId: string): boolean;
  knowsCode(year: number, code: string): boolean;
  /** Whether any project of this code exists for them, whatever the year. */
  knowsAnyOf(code: string): boolean;
  /** Whether they see what of a department belongs to no project. */
  seesDepartment(code: string): boolean;
  /** Whether a department exists for them: they see something of it. */
  isIn(code: string): boolean;
  /** Whether they may do something of a project that they know. */
  reaches(action: Reaching, projectId: string): boolean;
  /** A payee of a project as they may read it. */
  payee<Payee extends string | null>(payee: Payee, year: number, code: string): Payee;
}

/** What is decided of every project beforehand: reading it, reading its payees, and posting vouchers to it. */
export type Reaching = 'see_payees' | 'post_vouchers';

/** Says what callers see. Where it is not all, it is worked out once and kept until a plan or a charge changes. */
export interface Sights {
  of(person: Person): Promise<Sight>;
}

/** So many people's are kept at most. */
const mostKept = 2_000;

export function createSights(db: Database): Sights {
  const kept = new Map<string, Promise<Sight>>();
  let keptSeq = -1;
  return {
    async of(person) {
      const whole = wholeSight(person);
      if (whole) return whole;
      const seq = await planSeq(db);
      if (seq !== keptSeq) {
        kept.clear();
        keptSeq = seq;
      }
      const { kind, username, name, grants, scopes, department } = person;
      const key = JSON.stringify([kind, username, name, grants, [...scopes].sort(), department]);
      const before = kept.get(key);
      if (before) return await before;
      const sight = workOut(db, person);
      sight.catch(() => kept.delete(key));
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, sight);
      return await sight;
    },
  };
}

const always = () => true;

/** The sight of those who see everything: it takes no look at the database, and there are but a few of them. */
function wholeSight(person: Person): Sight | undefined {
  const may = (action: Action) => mayIn(person, action, wholeHouse);
  const reads = may('read') || (may('report') && person.kind === 'machine');
  const payees = may('see_payees');
  // Who sees all but may see payees of some must be looked at project by project.
  if (
    !reads ||
    (!payees && mayIn(person, 'see_payees')) ||
    (!may('post_vouchers') && mayIn(person, 'post_vouchers'))
  )
    return undefined;
  const posts = may('post_vouchers');
  return {
    key: payees ? 'all' : 'all but payees',
    seen: undefined,
    knows: always,
    knowsCode: always,
    knowsAnyOf: always,
    seesDepartment: always,
    isIn: always,
    reaches: (action) => (action === 'see_payees' ? payees : posts),
    payee: (payee) => (payees ? payee : masked(payee)),
  };
}

async function workOut(db: Database, person: Person): Promise<Sight> {
  const { grants, department, username, name } = person;
  const isWhole = mayIn(person, 'read', wholeHouse);
  const departments = [department, ...grants.map((grant) => grant.department)].flatMap((one) => one ?? []);
  const names = [username, name];
  const sections = grants.flatMap(({ role, section }) => (role === 'section_head' ? (section ?? names) : []));
  const rows = await projectsWithin(db.read, { departments, names, sections, username });
  const known = rows.filter((row) => isWhole || exists(person, row));
  const whole = departments.filter((code) => exists(person, ofDepartment(code)));
  const ids = new Set(known.map(({ id }) => id));
  const codes = new Set(known.map(({ year, code }) => `${year} ${code}`));
  const anyYear = new Set(known.map(({ code }) => code));
  const inside = new Set([...whole, ...known.map((row) => row.department)]);
  const reach = {
    see_payees: reachOf(person, 'see_payees', known),
    post_vouchers: reachOf(person, 'post_vouchers', known),
  };
  const seen = isWhole ? undefined : { projects: [...ids], departments: whole };
  return {
    key: keyOf([seen ?? null, [...reach.see_payees.codes]]),
    seen,
    knows: (id) => isWhole || ids.has(id),
    knowsCode: (year, code) => isWhole || codes.has(`${year} ${code}`),
    knowsAnyOf: (code) => isWhole || anyYear.has(code),
    seesDepartment: (code) => isWhole || whole.includes(code),
    isIn: (code) => isWhole || inside.has(code),
    reaches: (action, id) => reach[action].all || reach[action].ids.has(id),
    payee: (payee, year, code) =>
      reach.see_payees.all || reach.see_payees.codes.has(`${year} ${code}`) ? payee : masked(payee),
  };
}

/** A project exists for who may read it, and for the machine that feeds it. */
function exists(person: Person, charged: ReachRow | ReturnType<typeof ofDepartment>): boolean {
  return mayIn(person, 'read', charged) || (person.kind === 'machine' && mayIn(person, 'report', charged));
}

function reachOf(person: Person, action: Reaching, rows: readonly ReachRow[]) {
  const reached = rows.filter((row) => mayIn(person, action, row));
  return {
    all: mayIn(person, action, wholeHouse),
    ids: new Set(reached.map(({ id }) => id)),
    codes: new Set(reached.map(({ year, code }) => `${year} ${code}`)),
  };
}

function mayIn(person: Person, action: Action, charged?: Parameters<typeof may>[2]): boolean {
  return may(person, action, charged).may;
}

function masked<Payee extends string | null>(payee: Payee): Payee {
  return (payee === null ? null : maskPayee(payee)) as Payee;
}

function keyOf(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url');
}
