import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContainer } from '#server/intake/documents/containers/read-container.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import type { Question, ReadProject } from '#shared/reading.ts';
import type { TargetReading } from '#shared/target.ts';
import { seededRandom } from '../../bench/plans.ts';
import { aPdf } from '../../support/pdf.ts';
import {
  asPages,
  everyIndicator,
  type Layout,
  type Noise,
  nodeDays,
  printPlan,
  type TruePlan,
  type TrueProject,
  trueMoney,
} from '../../support/printed-plans.ts';

/** What became of the figures of a plan. */
interface Count {
  right: number;
  /** Right, with a note on what was assumed or repaired. */
  noted: number;
  /** Not right, and a note at its row says that something was assumed there: unsure, not silent. */
  unsure: number;
  asked: number;
  wrong: string[];
}

const project = fc
  .record({
    // Of 0.2 万元 each, so that twentieths of a budget are exact in 万元 and in percent.
    size: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.constantFrom(500, 1000)),
    shares: fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }),
    other: fc.constantFrom(0, 0, 0, 100_000),
    indicators: fc.shuffledSubarray(
      everyIndicator.map((_, i) => i),
      { minLength: 2, maxLength: 9 },
    ),
  })
  .map(({ size, shares, other, indicators }): Omit<TrueProject, 'code' | 'name'> => {
    const twentieth = size * 10_000;
    return {
      budget: twentieth * 20,
      other,
      nodes: [...shares.toSorted((a, b) => a - b), 20].map((share) => share * twentieth),
      indicators: indicators.toSorted((a, b) => a - b).flatMap((i) => everyIndicator[i] ?? []),
    };
  });

const plans = fc.array(project, { minLength: 1, maxLength: 3 }).map(
  (projects): TruePlan => ({
    projects: projects.map((one, i) => ({
      ...one,
      code: `13052923P0${i + 1}X`,
      name: `第${'一二三'[i]}项目经费`,
    })),
  }),
);

const layouts: fc.Arbitrary<Layout> = fc.record({
  separator: fc.constantFrom('\t', '\t', '|'),
  unit: fc.constantFrom('万元', '元'),
  nodes: fc.constantFrom('calendar', 'october', 'quarters', 'letters'),
  plan: fc.constantFrom('across', 'across', 'upright', 'paired'),
  cells: fc.constantFrom('amount', 'amount', 'percent', 'increment'),
  target: fc.constantFrom('one', 'one', 'three', 'merged'),
  levels: fc.constantFrom('blank', 'repeated'),
  top: fc.constantFrom('code first', 'name first', 'under each other', 'colons'),
  carried: fc.boolean(),
});

const clean: Noise = {
  spaced: 0,
  wide: 0,
  thousands: 0,
  endLost: 0,
  newPage: 0,
  lost: 0,
  gained: 0,
  split: 0,
  topAgain: 0,
  ownUnit: 0,
};
const mild: Noise = {
  ...clean,
  spaced: 0.15,
  wide: 0.1,
  thousands: 0.3,
  endLost: 0.3,
  newPage: 0.15,
  topAgain: 0.3,
};
const rough: Noise = { ...mild, lost: 0.15, gained: 0.1, split: 0.15, ownUnit: 0.15 };

function briefTarget({ kind, operator, value, upper, unit, date }: TargetReading): string {
  if (kind === 'deadline') return `by ${date}`;
  if (kind !== 'number') return kind;
  return `${operator} ${value}${upper === undefined ? '' : ` ${upper}`}${unit}`;
}

/** Holds a document's reading against the plan that was printed. */
function compare(plan: TruePlan, layout: Layout, text: string, count: Count): void {
  const read = readPlan(text);
  const figures = plan.projects.reduce((sum, one) => sum + 7 + one.indicators.length, 0);
  if (!read.ok) {
    count.asked += figures;
    return;
  }
  const { reading, questions } = read;
  const blocked = new Set(questions.filter(({ blocks }) => blocks).map(({ id }) => id));
  // A table whose code is taken: a person says whether it is more of the same project.
  const pieces = reading.projects.filter(({ code, line }) => code === '' && blocked.has(`code/${line}`));
  const whole = reading.projects.filter((one) => !pieces.includes(one));
  if (whole.length !== plan.projects.length)
    count.wrong.push(`${whole.length} projects instead of ${plan.projects.length}`);
  const telling = reading.notes.filter(({ code }) => /repaired|carried|joined/.test(code));
  const noted = new Set(telling.map(({ line }) => line));
  const settle = (what: string, right: boolean, ids: string[], lines: number[]) => {
    if (ids.some((id) => blocked.has(id))) count.asked += 1;
    else if (lines.some((line) => noted.has(line))) count[right ? 'noted' : 'unsure'] += 1;
    else if (!right) count.wrong.push(what);
    else count.right += 1;
  };
  plan.projects.forEach((truth, i) => {
    const found = whole[i];
    if (!found) return;
    const torn = pieces.flatMap(({ line, indicators }) => indicators.map(() => `code/${line}`));
    compareProject(truth, found, layout, { questions, torn }, settle);
  });
}

function compareProject(
  truth: TrueProject,
  found: ReadProject,
  layout: Layout,
  { questions, torn }: { questions: Question[]; torn: string[] },
  settle: (what: string, right: boolean, ids: string[], lines: number[]) => void,
): void {
  const { line } = found;
  const money = trueMoney(truth);
  const days = nodeDays(layout);
  const named = found.code === truth.code && found.name === truth.name;
  settle(`${truth.code} is ${found.code} ${found.name}`, named, [`code/${line}`, `name/${line}`], []);
  settle(`budget ${money.budget} is ${found.budget}`, found.budget === money.budget, [`budget/${line}`], []);
  settle(`other ${money.other} is ${found.other}`, found.other === money.other, [`budget/${line}`], []);
  days.forEach((day, n) => {
    const own = found.nodes[n];
    const right = own?.day === day && own.cumulative === money.nodes[n] && found.nodes.length === days.length;
    const rows = Array.from({ length: 9 }, (_, i) => line + i);
    // An unread budget leaves the nodes nothing to be held against.
    settle(`${day} ${money.nodes[n]} is ${own?.day} ${own?.cumulative}`, right, [`nodes/${line}`], rows);
  });
  const asked = questions.filter(({ id }) => id.startsWith('target/')).map(({ line: at }) => at);
  const blockedHere = found.indicators.filter((one) => asked.includes(one.line)).length;
  truth.indicators.forEach((one) => {
    const own = found.indicators.find(({ name }) => name === one.name);
    const right = own !== undefined && briefTarget(own.target) === one.means && own.level2 === one.level2;
    // One that is not there by its name is asked about where a row of its project is.
    const ids = own ? [`target/${own.line}`] : blockedHere > 0 ? [`target/${asked[0]}`] : torn;
    settle(
      `${one.name} ${one.means} is ${own && `${own.level2} ${briefTarget(own.target)}`}`,
      right,
      ids,
      own ? [own.line] : [],
    );
  });
  const more = found.indicators.filter(
    (one) => !truth.indicators.some(({ name }) => name === one.name) && !asked.includes(one.line),
  );
  if (more.length > 0) settle(`${more.map(({ name }) => name)} are no indicators`, false, [], []);
}

function readBack(
  noise: Noise,
  { numRuns, layout = layouts }: { numRuns: number; layout?: fc.Arbitrary<Layout> },
) {
  const all: Count = { right: 0, noted: 0, unsure: 0, asked: 0, wrong: [] };
  fc.assert(
    fc.property(plans, layout, fc.nat(), (plan, laidOut, seed) => {
      const text = printPlan(plan, laidOut, noise, seededRandom(seed));
      const own: Count = { right: 0, noted: 0, unsure: 0, asked: 0, wrong: [] };
      compare(plan, laidOut, text, own);
      if (own.wrong.length > 0) throw new Error(`${own.wrong.join('\n')}\n${text}`);
      all.right += own.right;
      all.noted += own.noted;
      all.unsure += own.unsure;
      all.asked += own.asked;
    }),
    { numRuns, seed: 2023 },
  );
  return all;
}

describe('a plan with known truth, printed in any layout', () => {
  test('is read back whole where nothing happened to it', () => {
    const { right, noted, unsure, asked } = readBack(clean, { numRuns: 150 });
    expect(unsure).toBe(0);
    expect((right + noted) / (right + noted + asked)).toBeGreaterThan(0.98);
  });

  test('is read with few questions through the noise of printing, and with no silent error', () => {
    const { right, noted, unsure, asked } = readBack(mild, { numRuns: 200 });
    expect(unsure).toBe(0);
    expect((right + noted) / (right + noted + asked)).toBeGreaterThan(0.95);
  });

  test('is read or asked about, never silently wrong, where cells and rows were lost', () => {
    const { right, noted, unsure, asked } = readBack(rough, { numRuns: 200 });
    expect(unsure / (right + noted + unsure + asked)).toBeLessThan(0.005);
    expect((right + noted) / (right + noted + asked)).toBeGreaterThan(0.5);
  });

  test.for([
    ['drawn', 0.9],
    ['aligned', 0.75],
  ] as const)('is read, never silently wrong, where its cells are %s', ([separator, share]) => {
    const layout = layouts.map((one): Layout => ({ ...one, separator }));
    const { right, noted, unsure, asked } = readBack(mild, { numRuns: 150, layout });
    expect(unsure).toBe(0);
    expect((right + noted) / (right + noted + asked)).toBeGreaterThan(share);
  });

  test.for(['left', 'middle'] as const)(
    'is read, never silently wrong, from a PDF without lines whose cells are set %s',
    async (at) => {
      const all: Count = { right: 0, noted: 0, unsure: 0, asked: 0, wrong: [] };
      // Heads that are merged over several columns say nothing without lines: they are asked about.
      const laidOut = layouts.map(
        (one): Layout => ({
          ...one,
          separator: '\t',
          plan: one.plan === 'paired' ? 'across' : one.plan,
          target: one.target === 'merged' ? 'three' : one.target,
        }),
      );
      const printed = fc.asyncProperty(plans, laidOut, fc.nat(), async (plan, layout, seed) => {
        const pages = asPages(
          printPlan(plan, layout, { ...mild, endLost: 0, spaced: 0 }, seededRandom(seed)),
          at,
        );
        const { text } = await readContainer(aPdf(pages));
        const before = all.wrong.length;
        compare(plan, layout, text, all);
        if (all.wrong.length > before) throw new Error(`${all.wrong.join('\n')}\n${text}`);
      });
      await fc.assert(printed, { numRuns: 25, seed: 2023 });
      const { right, noted, unsure, asked } = all;
      expect(unsure).toBe(0);
      expect((right + noted) / (right + noted + asked)).toBeGreaterThan(0.75);
    },
  );

  test('is read or asked about, never silently wrong, where only spaces stand between its cells', () => {
    const layout = layouts.map((one): Layout => ({ ...one, separator: '    ' }));
    const { right, noted, asked } = readBack(mild, { numRuns: 150, layout });
    expect((right + noted) / (right + noted + asked)).toBeGreaterThan(0.3);
  });
});
