import { describe, expect, test } from 'vitest';
import { defaultProfile } from '#shared/profile.ts';
import { showRules } from '#shared/shown-rules.ts';
import {
  differences,
  draftedRules,
  draftOf,
  inheriting,
  withScheme,
} from '../../client/views/rules/draft.ts';

const inherited = showRules(defaultProfile);
const rules = { inherited, changes: {} };

describe('what was typed for the rules of a scope', () => {
  test('comes to what differs from what is inherited, amounts in 元', () => {
    const draft = {
      'spending.warning': '8',
      'spending.least': '2,000.5',
      'forecast.watch': '90',
      'rush.share': '',
    };
    const { changes, wrong, isChanged } = draftedRules(draft, rules);
    expect([changes, wrong, isChanged]).toEqual([{ spending: { warning: 8, least: '2000.50' } }, {}, true]);
  });

  // biome-ignore format: one case a line
  test.for([
    ['spending.warning',          'abc',     'spending.warning',  '应为0至1000之间的整数'],
    ['spending.warning',          '10.5',    'spending.warning',  '应为0至1000之间的整数'],
    ['spending.warning',          '20',      'spending.warning',  '预警线（20%）应低于严重线（20%）'],
    ['spending.critical',         '10',      'spending.critical', '预警线（10%）应低于严重线（10%）'],
    ['spending.least',            '1.001',   'spending.least',    '应为不小于0的金额，最多两位小数'],
    ['closing.day',               '2月30日', 'closing.day',       '应为存在的月日，如12-25'],
    ['score.execution',           '20',      'score',             '各项分值合计应为100，现为110'],
  ] as const)('%s as %s is said to be wrong beside it', ([path, typed, at, says]) => {
    const { changes, wrong } = draftedRules({ [path]: typed }, rules);
    expect(changes).toBe(undefined);
    expect(Object.fromEntries(Object.entries(wrong).map(([where, { zh }]) => [where, zh]))).toEqual({ [at]: says });
  });

  test('is read as people write it', () => {
    const { changes } = draftedRules({ 'closing.day': '12月9日', 'spending.warning': '８' }, rules);
    expect(changes).toEqual({ closing: { day: '12-09' }, spending: { warning: 8 } });
  });

  test('takes a scheme of points whole, and gives it back whole', () => {
    const draft = withScheme({}, 'cost');
    const { changes } = draftedRules(draft, rules);
    expect(changes).toEqual({
      score: { execution: 10, groups: { cost: 20, output: 40, benefit: 20, satisfaction: 10 } },
    });
    expect(inheriting(draft, 'score.groups.cost')).toEqual({});
    expect(draftedRules(withScheme({}, 'output'), rules).isChanged).toBe(false);
  });

  test('begins as what the scope has, and is no change until something is typed', () => {
    const changes = { spending: { least: '2000.00' }, pace: { enabled: true } };
    const draft = draftOf(changes);
    expect(draft).toEqual({ 'spending.least': '2000', 'pace.enabled': true });
    expect(draftedRules(draft, { inherited, changes }).isChanged).toBe(false);
    expect(draftedRules(inheriting(draft, 'pace.enabled'), { inherited, changes })).toMatchObject({
      changes: { spending: { least: '2000.00' } },
      isChanged: true,
    });
  });

  test('is told apart from the version before limit by limit', () => {
    const found = differences(
      { spending: { warning: 8 } },
      { spending: { warning: 9 }, rush: { share: 30 } },
    );
    expect(found.map(({ field, was, is }) => [field.path, was, is])).toEqual([
      ['spending.warning', 8, 9],
      ['rush.share', undefined, 30],
    ]);
  });
});
