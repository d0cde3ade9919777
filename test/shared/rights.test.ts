import { describe, expect, test } from 'vitest';
import { type Action, may, type Person, type Role, secondEyes } from '#shared/rights.ts';

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
    ['approve_finish', false, false, true,   false,  false, false,   false,  false],
    ['close_year',     false, false, true,   false,  false, false,   false,  false],
    ['import',         false, false, true,   false,  false, false,   false,  false],
    ['audit',          false, false, false,  false,  false, false,   true,   true],
    ['administer',     false, false, false,  false,  false, false,   false,  true],
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
