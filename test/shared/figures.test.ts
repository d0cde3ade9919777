import { expect, test } from 'vitest';
import type { LightState } from '#shared/api.ts';
import { type ProjectFigures, worstFirst } from '#shared/figures.ts';
import { said } from '#shared/language.ts';

function figures(
  code: string,
  words: { plan?: LightState; results?: LightState; spent?: number },
): ProjectFigures {
  const light = (state: LightState = 'green') => ({ state, rate: null, text: said('', '') });
  return {
    projectId: code,
    code,
    name: code,
    department: { code: 'D', name: 'D' },
    section: null,
    owner: null,
    originalBudget: 0,
    budget: 8_000_000,
    planned: 4_000_000,
    spent: words.spent ?? 4_000_000,
    forecast: 8_000_000,
    lights: {
      plan: light(words.plan),
      elapsed: light('red'),
      results: light(words.results),
      yearEnd: light(),
    },
    reported: { of: 0, done: 0 },
    results: { met: 0, missed: 0 },
    score: null,
    joint: null,
    spentAtNode: null,
  };
}

test('the worst project comes first: over its budget, then its own plan, its results, the larger shortfall', () => {
  const rows = [
    figures('F sound', {}),
    figures('E shorter', { plan: 'red', spent: 3_000_000 }),
    figures('D shortest', { plan: 'red', spent: 1_000_000 }),
    figures('C results', { results: 'red' }),
    figures('B not due', { plan: 'grey' }),
    figures('A over', { plan: 'grey', spent: 8_000_001 }),
  ];
  const order = rows.toSorted(worstFirst).map(({ code }) => code[0]);
  expect(order).toEqual(['A', 'D', 'E', 'C', 'F', 'B']);
});
