import { describe, expect, test } from 'vitest';
import {
  type Action,
  heldGrants,
  may,
  ofDepartment,
  type Person,
  type Role,
  secondEyes,
  wholeHouse,
} from '#shared/rights.ts';

const person = (name: string, ...roles: Role[]): Person => ({
  username: name,
  name,
  kind: 'person',
  grants: roles.map((role) => ({ role, department: null, section: null })),
  scopes: new Set(),
  department: null,
});
const token = (...scopes: string[]): Person => ({
  ...person('token x'),
  kind: 'machine',
  scopes: new Set(scopes),
});
const project = { owner: '张敏', section: '信息股', department: '435001' };
const unowned = { owner: null, section: null, department: '435001' };

const owner = person('张敏', 'owner');
const head = person('信息股', 'section_head');
const finance = person('财务甲', 'finance');
const manager = person('赵副', 'manager');
const leader = person('王局', 'leader');
const treasury = person('财政乙', 'treasury');
const auditor = person('审计丙', 'auditor');
const admin = person('管理员', 'admin');
const staff = [owner, head, finance, manager, leader, treasury, auditor, admin];

describe('each role may do its own', () => {
  // biome-ignore format: one action a line
  test.for([
    // action          owner  head   finance manager leader treasury auditor admin
    ['read',           true,  true,  true,   true,   true,  true,    true,   true],
    ['report',         true,  false, false,  false,  false, false,   false,  false],
    ['acknowledge',    true,  true,  false,  false,  false, false,   false,  false],
    ['submit',         true,  false, false,  false,  false, false,   false,  false],
    ['rectify',        true,  false, false,  false,  false, true,    false,  false],
    ['finish',         true,  false, false,  false,  false, false,   false,  false],
    ['approve',        false, true,  true,   true,   false, false,   false,  false],
    ['return',         false, false, false,  true,   false, false,   false,  false],
    ['close',          false, false, false,  true,   false, false,   false,  false],
    ['accept',         false, false, false,  false,  true,  false,   false,  false],
    ['silence',        false, false, true,   true,   false, false,   false,  false],
    ['write_department_papers', false, false, true, true, false, false, false, false],
    ['approve_finish', false, false, true,   false,  false, false,   false,  false],
    ['close_year',     false, false, true,   false,  false, false,   false,  false],
    ['import',         false, false, true,   false,  false, false,   false,  false],
    ['audit',          false, false, false,  false,  false, false,   true,   true],
    ['administer',     false, false, false,  false,  false, false,   false,  true],
    ['link_wall',      false, false, false,  true,   false, false,   false,  true],
  ] as const)('%s', ([action, ...expected]) => {
    expect(staff.map((one) => may(one, action, project, staff).may)).toEqual(expected);
  });

  test('for the own projects only', () => {
    const other = { owner: '李强', section: '办公室', department: '435001' };
    for (const action of ['report', 'acknowledge', 'submit', 'finish'] as const) {
      const right = may(owner, action, other, staff);
      expect(right).toMatchObject({ may: false, why: { zh: expect.stringContaining('李强') } });
      expect(may(head, action, other, staff).may).toBe(false);
    }
  });
});

test('finance does the work of an owner whom no account belongs to', () => {
  const asked = (charged: typeof project | typeof unowned, all = staff) =>
    (['report', 'acknowledge', 'submit', 'finish'] as Action[]).map(
      (action) => may(finance, action, charged, all).may,
    );
  expect(asked(unowned)).toEqual([true, true, true, true]);
  expect(asked(project)).toEqual([false, false, false, false]);
  expect(asked(project, [finance, manager])).toEqual([true, true, true, true]);
});

test('a manager accepts only while no leader has an account', () => {
  expect(may(manager, 'accept', project, [manager, finance]).may).toBe(true);
  expect(may(manager, 'accept', project, staff)).toMatchObject({
    may: false,
    why: { zh: expect.stringContaining('主要负责人') },
  });
});

test('a token does what its scopes say', () => {
  const asked = (scopes: string[]) =>
    (['read', 'report', 'close', 'close_year', 'administer', 'acknowledge'] as Action[]).map(
      (action) => may(token(...scopes), action, unowned, staff).may,
    );
  expect(asked(['read'])).toEqual([true, false, false, false, false, false]);
  expect(asked(['ingest'])).toEqual([false, true, false, false, false, false]);
  expect(asked(['manage'])).toEqual([true, true, true, true, false, true]);
  expect(asked([])).toEqual([false, false, false, false, false, false]);
});

describe('in one department', () => {
  const here = { owner: '张敏', section: '信息股', department: '435001' };
  const there = { ...here, department: '435002' };
  const bound = (role: Role, section: string | null = null): Person => ({
    ...person('某人'),
    grants: [{ role, department: '435001', section }],
  });

  test('a role that is granted for it holds there and nowhere else, and not for the whole house', () => {
    const asked = (one: Person, action: Action) =>
      [here, there, ofDepartment('435001'), ofDepartment('435002'), wholeHouse, undefined].map(
        (where) => may(one, action, where, []).may,
      );
    expect(asked(bound('finance'), 'confirm_ledger')).toEqual([true, false, true, false, false, true]);
    expect(asked(bound('auditor'), 'read')).toEqual([true, false, true, false, false, true]);
    expect(asked({ ...token('read', 'ingest'), department: '435001' }, 'report')).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(asked({ ...token('manage'), department: '435001' }, 'close')).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test('a section head has the section that was granted, whatever the own name', () => {
    expect(may(bound('section_head', '信息股'), 'acknowledge', here).may).toBe(true);
    expect(may(bound('section_head', '信息股'), 'acknowledge', there).may).toBe(false);
    expect(may(bound('section_head', '办公室'), 'acknowledge', here).may).toBe(false);
    expect(may(bound('section_head'), 'acknowledge', here).may).toBe(false);
  });

  test('who is charged with a project does the owner’s work as the printed owner does', () => {
    const deputy = { ...person('李强', 'owner') };
    expect(may(deputy, 'report', here).may).toBe(false);
    expect(may(deputy, 'report', { ...here, people: ['李强'] }).may).toBe(true);
    // Then the project has an owner, and 财务 leaves it alone.
    const unnamed = { ...here, owner: null };
    expect(may(finance, 'report', unnamed, [deputy]).may).toBe(true);
    expect(may(finance, 'report', { ...unnamed, people: ['李强'] }, [deputy]).may).toBe(false);
  });
});

test('the first account stands in for 财务 and 分管领导, each until somebody else holds it', () => {
  const granted = [{ role: 'admin' as const, department: null, section: null }];
  const roles = (isFirst: boolean, others: Role[]) =>
    heldGrants(granted, isFirst, others).map(({ role }) => role);
  expect(roles(true, [])).toEqual(['admin', 'finance', 'manager']);
  expect(roles(true, ['finance'])).toEqual(['admin', 'manager']);
  expect(roles(true, ['finance', 'manager'])).toEqual(['admin']);
  expect(roles(false, [])).toEqual(['admin']);
  expect(heldGrants([], true, [])).toEqual([]);
});

describe('two pairs of eyes', () => {
  const both = person('admin', 'admin', 'finance', 'manager');
  test('who submitted does not close while another manager has an account', () => {
    expect(secondEyes(both, 'close', 'admin', unowned, [both, manager])).toMatchObject({ may: false });
    expect(secondEyes(manager, 'close', 'admin', unowned, [both, manager])).toEqual({ may: true });
  });
  test('alone one may, and it is marked', () => {
    expect(secondEyes(both, 'close', 'admin', unowned, [both, owner])).toEqual({ may: true, alone: true });
  });
});
