import { type Said, said } from './language.ts';

/** The roles of people, as accounts carry them. */
export const roles = [
  'owner',
  'section_head',
  'finance',
  'manager',
  'leader',
  'treasury',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** A role as somebody holds it: for every department, or for the one whose code stands here. */
export interface Grant {
  role: Role;
  department: string | null;
  /** Of a section head: the section (责任股室) as plans print it; null where it is called as the person is. */
  section: string | null;
}

/** As what somebody is charged with a project: its owner (责任人), or the deputy (AB角). Both do the owner's work. */
export const chargedAs = ['owner', 'deputy'] as const;
export type ChargedAs = (typeof chargedAs)[number];

/** Everything that somebody may or may not do. */
export const actions = [
  'read',
  'see_payees',
  'see_runs',
  'see_imports',
  'report',
  'approve',
  'acknowledge',
  'rectify',
  'submit',
  'return',
  'close',
  'accept',
  'silence',
  'finish',
  'hand_over',
  'write_papers',
  'write_department_papers',
  'approve_finish',
  'import',
  'post_vouchers',
  'confirm_correction',
  'confirm_ledger',
  'adjust_plan',
  'close_year',
  'set_rules',
  'hold_meeting',
  'leave_opinion',
  'evaluate',
  'move_clock',
  'administer',
  'audit',
  'link_wall',
] as const;
export type Action = (typeof actions)[number];

/** Who acts. A machine has no roles, only the scopes of its token. */
export interface Person {
  /** The user name, or the token's name. */
  username: string;
  /** As documents write it: 责任人 and 责任股室 are compared with it. */
  name: string;
  kind: 'person' | 'machine';
  grants: readonly Grant[];
  scopes: ReadonlySet<string>;
  /** The only department that a token is good for; null of a person, and of a token that is good for all. */
  department: string | null;
}

/** Whose something is: a project, by the names that its plan prints and who is charged with it; or a department's. */
export interface Charged {
  owner: string | null;
  section: string | null;
  /** The department's code; null where it is of the whole house: then only who is not bound to one may. */
  department: string | null;
  /** The user names of those charged with it beside the printed name. */
  people?: readonly string[];
}

/** What belongs to no department in particular: the calendar, accounts, a year's closing. */
export const wholeHouse: Charged = { owner: null, section: null, department: null };

/** What belongs to a department and no project, such as its ledger or its plan. */
export function ofDepartment(code: string): Charged {
  return { ...wholeHouse, department: code };
}

/** Whose a project is, as its plan says. */
export function chargedOf(plan: Omit<Charged, 'department'> & { department: { code: string } }): Charged {
  const { owner, section, people = [], department } = plan;
  return { owner, section, people, department: department.code };
}

/** Who else has an account: it decides where one person may stand in for another. */
export type Staff = readonly Pick<Person, 'username' | 'name' | 'grants'>[];

/** Whether somebody may; where not, why, and where only for want of another, that it is so. */
export type Right = { may: true; alone?: true } | { may: false; why: Said };

/** What a role may do wherever it holds. Those of the owner and the section head hold for their projects only. */
const everywhere: Record<Exclude<Role, 'owner' | 'section_head'>, readonly Action[]> = {
  finance: [
    'read',
    'see_payees',
    'see_runs',
    'see_imports',
    'approve',
    'import',
    'post_vouchers',
    'confirm_correction',
    'confirm_ledger',
    'adjust_plan',
    'write_papers',
    'write_department_papers',
    'approve_finish',
    'close_year',
    'silence',
    'set_rules',
    'evaluate',
    'move_clock',
  ],
  manager: [
    'read',
    'see_runs',
    'see_imports',
    'approve',
    'confirm_correction',
    'return',
    'close',
    'write_department_papers',
    'silence',
    'set_rules',
    'hold_meeting',
    'evaluate',
    'move_clock',
    'link_wall',
  ],
  leader: ['read', 'see_runs', 'see_imports', 'accept', 'hold_meeting'],
  treasury: ['read', 'see_payees', 'see_runs', 'see_imports', 'leave_opinion', 'rectify'],
  auditor: ['read', 'see_payees', 'see_runs', 'see_imports', 'audit'],
  admin: ['read', 'see_runs', 'see_imports', 'audit', 'administer', 'link_wall'],
};
const forOwn: readonly Action[] = [
  'read',
  'see_payees',
  'see_imports',
  'report',
  'acknowledge',
  'rectify',
  'submit',
  'finish',
  'hand_over',
  'write_papers',
];
const forSection: readonly Action[] = ['read', 'acknowledge', 'approve', 'write_papers'];

/**
 * What a token may do beside reading: `ingest` feeds the ledgers, `manage` is as good as 财务 and 分管领导. `wall` reads,
 * and of that only what a screen on the wall shows: `keepToWall` holds it to those routes.
 */
const scopeRoles: Record<string, readonly Role[]> = { manage: ['finance', 'manager'] };
const forScope: Record<string, readonly Action[]> = {
  read: ['read', 'see_runs'],
  wall: ['read'],
  ingest: ['report', 'post_vouchers', 'confirm_ledger', 'see_imports', 'see_payees'],
};

/** The scopes of which each alone lets a token do something. */
export function scopesFor(action: Action): string[] {
  const token = { username: '', name: '', kind: 'machine', grants: [], department: null } as const;
  return ['read', 'ingest', 'manage'].filter(
    (scope) => may({ ...token, scopes: new Set([scope]) }, action).may,
  );
}

/** What the first account holds as well, each until somebody else does. */
const standsInFor: readonly Role[] = ['finance', 'manager'];

/**
 * What an account holds: what it was granted, and where it is the first account also 财务 and 分管领导 until those
 * roles are given to others (`othersHold`).
 */
export function heldGrants(
  granted: readonly Grant[],
  isFirst: boolean,
  othersHold: readonly Role[],
): Grant[] {
  const has = (role: Role) => granted.some((grant) => grant.role === role);
  if (!isFirst || !has('admin')) return [...granted];
  const standing = standsInFor.filter((role) => !has(role) && !othersHold.includes(role));
  return [...granted, ...standing.map((role) => ({ role, department: null, section: null }))];
}

/**
 * Whether a person may do something, of a project or a department where it is about one, and anywhere at all where
 * nothing is named. 财务 does the owner's work for a project whose owner nobody with an account is; a manager
 * accepts while no leader has an account.
 */
export function may(person: Person, action: Action, charged?: Charged, staff: Staff = []): Right {
  const held = grantsFor(person, charged);
  const has = (role: Role) => held.some((grant) => grant.role === role);
  if (
    held.some(({ role }) => role !== 'owner' && role !== 'section_head' && everywhere[role].includes(action))
  )
    return { may: true };
  if (person.kind === 'machine') {
    const scoped = [...person.scopes].some((scope) => forScope[scope]?.includes(action));
    if (scoped && covers(person.department, charged)) return { may: true };
  }
  if (action === 'accept' && has('manager')) {
    return staff.some((one) => holds(one, 'leader', charged))
      ? { may: false, why: said('认可须由主要负责人作出。', 'Accepting is for the bureau leader.') }
      : { may: true };
  }
  if (forSection.includes(action) && held.some((grant) => heads(person, grant, charged)))
    return { may: true };
  if (!forOwn.includes(action)) return { may: false, why: whose(action) };
  if (has('owner') && (!charged || isChargedWith(person, charged))) return { may: true };
  if (!has('finance')) return { may: false, why: whose(action, charged) };
  const present = staff.some(
    (one) => holds(one, 'owner', charged) && charged !== undefined && isChargedWith(one, charged),
  );
  return present ? { may: false, why: whose(action, charged) } : { may: true };
}

/** Everything that a person may do somewhere: what need not be offered is not among it. */
export function allowedActions(person: Person, staff: Staff): Action[] {
  return actions.filter((action) => may(person, action, undefined, staff).may);
}

/** How much of the plan somebody sees: everything, at least one department whole, or single projects. */
export function seeing(person: Person): 'all' | 'department' | 'own' {
  if (may(person, 'read', wholeHouse).may) return 'all';
  const departments = [person.department, ...person.grants.map(({ department }) => department)];
  const whole = departments.some((code) => code !== null && may(person, 'read', ofDepartment(code)).may);
  return whole ? 'department' : 'own';
}

/**
 * The second pair of eyes (四眼): who did the first half of something does not do the second, unless nobody
 * else who may has an account. Then it is allowed, and marked.
 */
export function secondEyes(
  person: Person,
  action: Action,
  first: string | null,
  charged: Charged,
  staff: Staff,
): Right {
  if (first === null || first !== person.username) return { may: true };
  const others = staff.some(
    (one) =>
      one.username !== person.username &&
      may({ ...one, kind: 'person', scopes: new Set(), department: null }, action, charged, staff).may,
  );
  if (!others) return { may: true, alone: true };
  return {
    may: false,
    why: said(
      '报送人不能审核自己报送的结果，须由另一人办理。',
      'Who submitted it cannot decide on it as well.',
    ),
  };
}

/** The grants that hold where something is. */
function grantsFor({ kind, grants, scopes, department }: Person, charged: Charged | undefined): Grant[] {
  const held =
    kind === 'machine'
      ? [...scopes].flatMap((scope) =>
          (scopeRoles[scope] ?? []).map((role): Grant => ({ role, department, section: null })),
        )
      : grants;
  return held.filter((grant) => covers(grant.department, charged));
}

/** Whether what holds for a department, or for all, holds there. */
function covers(department: string | null, charged: Charged | undefined): boolean {
  return department === null || charged === undefined || department === charged.department;
}

function holds({ grants }: Staff[number], role: Role, charged: Charged | undefined): boolean {
  return grants.some((grant) => grant.role === role && covers(grant.department, charged));
}

/** Whether a project's section is the one that a section head's grant is about. */
function heads(person: Person, { role, section }: Grant, charged: Charged | undefined): boolean {
  if (role !== 'section_head') return false;
  if (!charged) return true;
  return section === null ? names(person, charged.section) : section === charged.section;
}

function isChargedWith(person: Staff[number], { owner, people = [] }: Charged): boolean {
  return names(person, owner) || people.includes(person.username);
}

/** Whether a name that the plan prints is this person's. */
function names({ username, name }: Pick<Person, 'username' | 'name'>, printed: string | null): boolean {
  return printed !== null && (printed === name || printed === username);
}

const holders: Partial<Record<Action, Said>> = {
  acknowledge: said('项目负责人或股长', 'the owner or the section head'),
  report: said('项目负责人', 'the owner'),
  rectify: said('项目负责人或财政审核人', "the owner or the treasury's reviewer"),
  submit: said('项目负责人', 'the owner'),
  finish: said('项目负责人', 'the owner'),
  hand_over: said('项目负责人', 'the owner'),
  write_papers: said('项目负责人、股长或财务', 'the owner, the section head or finance'),
  write_department_papers: said('财务或分管领导', 'finance or a manager'),
  approve: said('股长、财务或分管领导', 'the section head, finance or a manager'),
  import: said('财务', 'finance'),
  post_vouchers: said('财务', 'finance'),
  confirm_correction: said('财务或分管领导', 'finance or a manager'),
  confirm_ledger: said('财务', 'finance'),
  adjust_plan: said('财务', 'finance'),
  evaluate: said('财务或分管领导', 'finance or a manager'),
  move_clock: said('财务或分管领导', 'finance or a manager'),
  administer: said('系统管理员', 'the administrator'),
  link_wall: said('分管领导或系统管理员', 'a manager or the administrator'),
  return: said('分管领导', 'a manager'),
  close: said('分管领导', 'a manager'),
  accept: said('主要负责人', 'the bureau leader'),
  silence: said('财务或分管领导', 'finance or a manager'),
  set_rules: said('财务或分管领导', 'finance or a manager'),
  approve_finish: said('财务', 'finance'),
  close_year: said('财务', 'finance'),
  hold_meeting: said('分管领导或主要负责人', 'a manager or the bureau leader'),
};

function whose(action: Action, charged?: Charged): Said {
  const by = holders[action];
  if (!by) return said('没有这项操作的权限。', 'You may not do this.');
  const owner = charged?.owner;
  return said(
    `须由${by.zh}办理${owner ? `（责任人：${owner}）` : ''}。`,
    `This is for ${by.en}${owner ? ` (owner: ${owner})` : ''}.`,
  );
}
