import { describe, expect, test } from 'vitest';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { costScheme, defaultProfile, profileFor, type RuleLayer, rulesFor } from '#shared/profile.ts';
import { ruleFields } from '#shared/profile-fields.ts';
import { Rules } from '#shared/rules.ts';
import { aSnapshot, on } from '../support/builders.ts';

const project = { code: 'P1', department: { code: '435001' }, indicators: [{ id: 'one' }, { id: 'two' }] };

function layer(scope: RuleLayer['scope'], version: number, changes: RuleLayer['changes']): RuleLayer {
  return { scope, version, changes };
}

describe('the rules', () => {
  test('of the contract are valid, and so is the other scheme of points', () => {
    const { version: _, ...rules } = defaultProfile;
    expect(Rules.parse(rules)).toEqual(rules);
    expect(Rules.safeParse({ ...rules, score: costScheme }).success).toBe(true);
  });

  // biome-ignore format: one case a line
  test.for([
    [{ spending: { ...defaultProfile.spending, warning: 20 } },          'spending/warning',     'a warning at the critical line'],
    [{ spending: { ...defaultProfile.spending, clear: 10 } },            'spending/clear',       'a clear line at the warning'],
    [{ forecast: { ...defaultProfile.forecast, warning: 90 } },          'forecast/warning',     'a forecast that warns where it is watched'],
    [{ pace: { ...defaultProfile.pace, red: 80 } },                      'pace/red',             'red at yellow'],
    [{ deadline: { watchDays: 7, warningDays: 7 } },                     'deadline/warningDays', 'a warning as early as the watch'],
    [{ closing: { ...defaultProfile.closing, watchDays: 10 } },          'closing/warningDays',  'the same of the closing day'],
    [{ graded: { reached: 60, partly: 60 } },                            'graded/partly',        'partly as good as reached'],
    [{ closing: { ...defaultProfile.closing, day: '02-30' } },           'closing/day',          'a day that does not exist'],
    [{ score: { ...costScheme, execution: 20 } },                        'score',                'more than 100 points'],
    [{ spending: { ...defaultProfile.spending, warning: 10.5 } },        'spending/warning',     'half a percent'],
    [{ spending: { ...defaultProfile.spending, least: 0.1 } },           'spending/least',       'a part of a 分'],
  ] as const)('refuse %o at %s: %s', ([changes, place]) => {
    const { error } = Rules.safeParse({ ...defaultProfile, ...changes });
    expect(error?.issues.map(({ path }) => path.join('/'))).toEqual([place]);
  });

  test('have a name and a unit for each field', () => {
    const leaves = (value: object, path: string): string[] =>
      Object.entries(value).flatMap(([key, one]) => {
        const at = path ? `${path}.${key}` : key;
        return typeof one === 'object' ? leaves(one, at) : [at];
      });
    const { version: _, ...rules } = defaultProfile;
    expect(Object.keys(ruleFields).toSorted()).toEqual(leaves(rules, '').toSorted());
    for (const { name, unit } of Object.values(ruleFields)) {
      expect(name.zh).not.toBe(name.en);
      expect(unit).toBeDefined();
    }
  });
});

describe('the profile of a project', () => {
  test('is that of the contract where nobody changed anything', () => {
    expect(profileFor([], project)).toBe(defaultProfile);
  });

  test('takes the narrower scope limit by limit, whatever order the layers come in', () => {
    const layers = [
      layer({ of: 'project', code: 'P1' }, 3, { spending: { warning: 12 } }),
      layer({ of: 'all' }, 1, { spending: { warning: 8, critical: 25 }, rush: { share: 30 } }),
      layer({ of: 'department', code: '435001' }, 2, { spending: { critical: 30 } }),
      layer({ of: 'department', code: '435002' }, 9, { rush: { share: 99 } }),
      layer({ of: 'project', code: 'P2' }, 8, { rush: { share: 98 } }),
    ];
    const profile = profileFor(layers, project);
    expect(profile.spending).toEqual({ ...defaultProfile.spending, warning: 12, critical: 30 });
    expect([profile.rush.share, profile.version]).toEqual([30, 3]);
    expect(profileFor(layers.toReversed(), project)).toEqual(profile);
  });

  test('gives an indicator its own rules, on top of its project’s', () => {
    const layers = [
      layer({ of: 'project', code: 'P1' }, 1, { deadline: { watchDays: 60 } }),
      layer({ of: 'indicator', id: 'one' }, 4, { deadline: { warningDays: 14 } }),
      layer({ of: 'indicator', id: 'elsewhere' }, 7, { deadline: { warningDays: 1 } }),
    ];
    const profile = profileFor(layers, project);
    expect(rulesFor(profile, 'one').deadline).toEqual({ watchDays: 60, warningDays: 14 });
    expect(rulesFor(profile, 'two').deadline).toEqual({ watchDays: 60, warningDays: 7 });
    expect(profile.version).toBe(4);
  });

  test('is what a project is judged by', () => {
    const strict = profileFor([layer({ of: 'all' }, 1, { spending: { warning: 6 } })], project);
    const snapshot = aSnapshot({
      nodes: { '2023-03-31': '5.00', '2023-12-31': '10.00' },
      paid: [['2023-03-01', '4.70']],
    });
    const kinds = (profile: typeof strict) =>
      evaluate(snapshot, profile, on('2023-04-11')).findings.filter(({ strength }) => strength === 'fires');
    expect(kinds(defaultProfile)).toEqual([]);
    expect(kinds(strict)).toMatchObject([{ kind: 'SPEND_BEHIND', facts: { profile: 1, warning: 6 } }]);
  });
});
