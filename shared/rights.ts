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

/** Everything that somebody may or may not do. */
export type Action =
  | 'read'
  | 'report'
  | 'approve'
  | 'acknowledge'
  | 'rectify'
  | 'submit'
  | 'return'
  | 'close'
  | 'accept'
  | 'silence'
  | 'finish'
  | 'approve_finish'
  | 'import'
  | 'post_vouchers'
  | 'confirm_ledger'
  | 'adjust_plan'
  | 'close_year'
  | 'set_rules'
  | 'hold_meeting'
  | 'leave_opinion'
  | 'evaluate'
  | 'move_clock'
  | 'administer'
  | 'audit';

/** Who acts. A machine has no roles, only the scopes of its token. */
export interface Person {
  /** The user name, or the token's name. */
  username: string;
  /** As documents write it: 责任人 and 责任股室 are compared with it. */
  name: string;
  kind: 'person' | 'machine';
  roles: readonly string[];
  scopes: ReadonlySet<string>;
}

/** Whose a project is, as the plan says it: names, not accounts. */
export interface Charged {
  owner: string | null;
  section: string | null;
}

/** Who else has an account: it decides where one person may stand in for another. */
export type Staff = readonly Pick<Person, 'username' | 'name' | 'roles'>[];

/** Whether somebody may; where not, why, and where only for want of another, that it is so. */
export type Right = { may: true; alone?: true } | { may: false; why: Said };

/** What a role may do wherever it holds. Those of the owner and the section head hold for their projects only. */
const everywhere: Record<Exclude<Role, 'owner' | 'section_head'>, readonly Action[]> = {
  finance: [
    'read',
    'approve',
    'import',
    'post_vouchers',
    'confirm_ledger',
    'adjust_plan',
    'approve_finish',
    'close_year',
    'silence',
    'set_rules',
    'evaluate',
    'move_clock',
  ],
  manager: [
    'read',
    'approve',
    'return',
    'close',
    'silence',
    'set_rules',
    'hold_meeting',
    'evaluate',
    'move_clock',
  ],
  leader: ['read', 'accept', 'hold_meeting'],
  treasury: ['read', 'leave_opinion', 'rectify'],
  auditor: ['read', 'audit'],
  admin: ['read', 'audit', 'administer'],
};
const forOwn: readonly Action[] = ['read', 'report', 'acknowledge', 'rectify', 'submit', 'finish'];
const forSection: readonly Action[] = ['read', 'acknowledge', 'approve'];

/** What a token may do beside reading: `ingest` feeds the ledgers, `manage` is as good as 财务 and 分管领导. */
const scopeRoles: Record<string, readonly Role[]> = { manage: ['finance', 'manager'] };
const forIngest: readonly Action[] = ['report', 'post_vouchers', 'confirm_ledger'];

/**
 * Whether a person may do something, of a project where it is about one. 财务 does the owner's work for a
 * project whose owner nobody with an account is; a manager accepts while no leader has an account.
 */
export function may(person: Person, action: Action, charged?: Charged, staff: Staff = []): Right {
  const held = rolesOf(person);
  const has = (role: Role) => held.includes(role);
  if (held.some((role) => role !== 'owner' && role !== 'section_head' && everywhere[role].includes(action)))
    return { may: true };
  if (person.kind === 'machine' && action === 'read' && person.scopes.has('read')) return { may: true };
  if (person.kind === 'machine' && person.scopes.has('ingest') && forIngest.includes(action))
    return { may: true };
  if (action === 'accept' && has('manager')) {
    return staff.some((one) => one.roles.includes('leader'))
      ? { may: false, why: said('认可须由主要负责人作出。', 'Accepting is for the bureau leader.') }
      : { may: true };
  }
  if (has('section_head') && forSection.includes(action) && (!charged || names(person, charged.section)))
    return { may: true };
  if (!forOwn.includes(action)) return { may: false, why: whose(action) };
  if (has('owner') && (!charged || names(person, charged.owner))) return { may: true };
  if (!has('finance')) return { may: false, why: whose(action, charged) };
  const owner = charged?.owner ?? null;
  const present = staff.some((one) => one.roles.includes('owner') && names(one, owner));
  return present ? { may: false, why: whose(action, charged) } : { may: true };
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
      may({ ...one, kind: 'person', scopes: new Set() }, action, charged, staff).may,
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

function rolesOf({ kind, roles: held, scopes }: Person): Role[] {
  if (kind === 'machine') return [...scopes].flatMap((scope) => scopeRoles[scope] ?? []);
  return roles.filter((role) => held.includes(role));
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
  return: said('分管领导', 'a manager'),
  close: said('分管领导', 'a manager'),
  accept: said('主要负责人', 'the bureau leader'),
  silence: said('财务或分管领导', 'finance or a manager'),
  set_rules: said('财务或分管领导', 'finance or a manager'),
  approve_finish: said('财务', 'finance'),
  close_year: said('财务', 'finance'),
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
