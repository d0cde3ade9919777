import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultProfile, profileFor, type RuleChanges, type RuleScope } from '#shared/profile.ts';
import { ruleFields, rulesBelow } from '#shared/profile-fields.ts';
import { type RuleVersion, readScope, ruleBook, ruleDay, scopeText } from '#shared/rule-book.ts';
import { ruleProblems, showLimit } from '#shared/rule-problems.ts';
import { differing, rulesOfLayers, sourcesOf, valueAt } from '#shared/rule-values.ts';
import { Rules } from '#shared/rules.ts';
import { aPlan } from '../support/builders.ts';

const all: RuleScope = { of: 'all' };
const department: RuleScope = { of: 'department', code: '435001' };
const project: RuleScope = { of: 'project', code: 'P1' };
const plan = aPlan();

function version(number: number, scope: RuleScope, effectiveOn: string, warning?: number): RuleVersion {
  const changes: RuleChanges = warning === undefined ? {} : { spending: { warning } };
  const recordedAt = `2023-01-0${number}T00:00:00.000Z`;
  return { version: number, scope, changes, effectiveOn, author: 'a', reason: 'r', recordedAt };
}

describe('the book of rules', () => {
  const book = ruleBook([
    version(1, all, '2023-03-01', 12),
    version(2, project, '2023-04-01', 14),
    version(3, all, '2023-06-01', 16),
    version(4, project, '2023-07-01'),
  ]);

  // biome-ignore format: one case a line
  test.for([
    // day           known at                    warning version because
    ['2023-02-28', undefined,                         10, 0, 'nothing had begun'],
    ['2023-03-01', undefined,                         12, 1, 'a version counts from its day on'],
    ['2023-04-01', undefined,                         14, 2, 'the narrower scope wins'],
    ['2023-06-30', undefined,                         14, 3, 'the newest with a say names the profile'],
    ['2023-07-01', undefined,                         16, 3, 'what was taken back has no say'],
    ['2023-07-01', '2023-01-03T00:00:00.000Z',        14, 3, 'the taking back was not known yet'],
    ['2023-07-01', '2023-01-01T12:00:00.000Z',        12, 1, 'only the first was known'],
  ] as const)('on %s as known %s the warning is at %i%%: %s', ([day, knownAt, warning, number]) => {
    const profile = book.profileOf({ plan }, day, knownAt);
    expect([profile.spending.warning, profile.version]).toEqual([warning, number]);
  });

  test('stamps a project with the versions that have a say in it, also those that take something back', () => {
    expect(book.stampOf(plan, '2023-02-28')).toBe('');
    expect(book.stampOf(plan, '2023-07-01')).toBe('3,4');
    expect(book.stampOf({ ...plan, code: 'P2' }, '2023-07-01')).toBe('3');
    expect(book.profileOfStamp(plan, '1,2').spending.warning).toBe(14);
    expect(book.profileOfStamp(plan, '')).toEqual(defaultProfile);
  });

  test('says when other rules begin to count', () => {
    expect(['2023-02-28', '2023-03-01', '2023-07-01'].map((day) => book.nextChange(day))).toEqual([
      '2023-03-01',
      '2023-04-01',
      undefined,
    ]);
  });

  test('keeps a closed year by the rules that it was closed with', () => {
    expect(ruleDay({ plan, closed: '2024-02-01' }, '2024-05-01')).toBe('2024-02-01');
    expect(ruleDay({ plan, closed: '2024-02-01' }, '2023-05-01')).toBe('2023-05-01');
    expect(ruleDay({ plan: { ...plan, closed: true } }, '2024-05-01')).toBe('2023-12-31');
    expect(ruleDay({ plan }, '2024-05-01')).toBe('2024-05-01');
  });

  test('writes a scope and reads it again, whatever the code', () => {
    const scope = fc.oneof(
      fc.constant<RuleScope>({ of: 'all' }),
      fc.record({ of: fc.constant('department' as const), code: fc.string({ minLength: 1, maxLength: 50 }) }),
      fc.record({ of: fc.constant('project' as const), code: fc.string({ minLength: 1, maxLength: 50 }) }),
      fc.record({ of: fc.constant('indicator' as const), id: fc.uuid() }),
    );
    fc.assert(
      fc.property(scope, (one) => {
        expect(readScope(scopeText(one))).toEqual(one);
      }),
    );
    expect(['', 'department', 'project:', 'people:1'].map(readScope)).toEqual(Array(4).fill(undefined));
  });
});

const limit = fc.integer({ min: 0, max: 60 });
const changesOf = (scope: RuleScope['of']) =>
  fc
    .record(
      {
        spending: fc.record({ warning: limit, critical: limit, clear: limit }, { requiredKeys: [] }),
        results: fc.record({ criticalGap: limit, criticalPoints: limit }, { requiredKeys: [] }),
        deadline: fc.record({ watchDays: limit, warningDays: limit }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    )
    .map((changes): { of: RuleScope['of']; changes: RuleChanges } => ({ of: scope, changes }));

describe('inheritance', () => {
  const layersOf = fc.tuple(changesOf('all'), changesOf('department'), changesOf('project'));
  const scopes = [all, department, project] as const;

  test('gives each limit as the narrowest scope that has it says, and names that scope', () => {
    fc.assert(
      fc.property(layersOf, (three) => {
        const layers = three.map(({ changes }, at) => ({
          scope: scopes[at] ?? all,
          version: at + 1,
          changes,
        }));
        const profile = profileFor(layers, plan);
        const sources = sourcesOf(
          layers.map(({ scope, changes }) => ({ source: scopeText(scope), changes })),
        );
        for (const path of Object.keys(ruleFields)) {
          const own = layers.findLast(({ changes }) => valueAt(changes, path) !== undefined);
          expect(valueAt(profile, path)).toBe(valueAt(own?.changes ?? defaultProfile, path));
          expect(sources[path]).toBe(own ? scopeText(own.scope) : 'default');
        }
      }),
    );
  });

  test('keeps of a scope only what differs, and that gives the same rules', () => {
    fc.assert(
      fc.property(changesOf('all'), changesOf('project'), (around, own) => {
        const inherited = rulesOfLayers([around]);
        const kept = differing(own.changes, inherited);
        expect(rulesOfLayers([around, { changes: kept }])).toEqual(rulesOfLayers([around, own]));
        for (const path of Object.keys(ruleFields))
          if (valueAt(kept, path) !== undefined)
            expect(valueAt(kept, path)).not.toBe(valueAt(inherited, path));
      }),
    );
  });

  test('is checked by the same lines as rules are: what has no problem is taken, what has one is not', () => {
    fc.assert(
      fc.property(changesOf('all'), ({ changes }) => {
        const rules = rulesOfLayers([{ changes }]);
        expect(ruleProblems(rules).length === 0).toBe(Rules.safeParse(rules).success);
      }),
    );
  });
});

describe('a problem with the rules', () => {
  const withLimits = (changes: RuleChanges) => rulesOfLayers([{ changes }]);

  test.for(rulesBelow)('is $group.$field at the value of $below', ({ group, field, below }) => {
    const rules = withLimits({});
    const equal = { [group]: { [field]: valueAt(rules, `${group}.${below}`) } } as RuleChanges;
    const problems = ruleProblems(withLimits(equal), (path) => path === `${group}.${field}`);
    expect(problems).toMatchObject([{ path: `${group}.${field}`, code: 'order' }]);
  });

  test('stands at the limit that was changed, with what both are', () => {
    const rules = withLimits({ spending: { critical: 10 } });
    const [problem] = ruleProblems(rules, (path) => path === 'spending.critical');
    expect(problem?.path).toBe('spending.critical');
    expect(problem?.message.zh).toBe('预警线（10%）应低于严重线（10%）');
  });

  test('is a limit outside what it may be, a day that does not exist, points that are not 100', () => {
    const { score } = defaultProfile;
    const found = ruleProblems(
      withLimits({
        spending: { graceWorkingDays: -1, least: -1 },
        closing: { day: '02-30' },
        rush: { share: 101 },
        results: { tooLow: 100 },
        score: { ...score, execution: 11 },
      }),
    );
    expect(found.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual([
      'closing.day range',
      'results.tooLow range',
      'rush.share range',
      'score points',
      'spending.graceWorkingDays range',
      'spending.least range',
    ]);
  });
});

// biome-ignore format: one case a line
test.for([
  ['spending.warning',          10,      '10%',        '10%'],
  ['spending.least',            100_000, '1000.00元',  '1000.00 yuan'],
  ['spending.graceWorkingDays', 5,       '5个工作日',  '5 working days'],
  ['closing.day',               '12-25', '12月25日',   '12-25'],
  ['pace.enabled',              false,   '关',         'off'],
  ['joint.points',              10,      '10个百分点', '10 points'],
] as const)('%s is shown with its unit', ([path, value, zh, en]) => {
  const field = ruleFields[path];
  if (!field) throw new Error(path);
  expect(showLimit(field, value)).toEqual({ zh, en });
});
