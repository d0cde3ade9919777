import { expect, test } from 'vitest';
import { suggestedConclusion } from '#shared/closing.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { latestPromise } from '#shared/promise.ts';
import { anIndicator, aSnapshot } from '../support/builders.ts';

// biome-ignore format: one case a line
test.for([
  [true,  [],                                  100, '完结结余',  'a finished project keeps its saving'],
  [false, ['INDICATOR_MISSED', 'SPEND_BEHIND'], 100, '转下年整改', 'results that are not there are put right'],
  [false, ['SPEND_BEHIND'],                    100, '结转下年',  'money that was not spent is carried over'],
  [false, ['OVER_BUDGET'],                       0, '转下年整改', 'there is nothing to carry over'],
  [false, [],                                  100, '结转下年',  'money is left'],
  [false, [],                                    0, null,       'nothing is left to conclude'],
] as const)('finished %s with %o and %i left: %s, as %s', ([finished, kinds, left, expected]) => {
  expect(suggestedConclusion({ finished, kinds, left })).toBe(expected);
});

const satisfaction = anIndicator('满意度', '≥98%');
const count = anIndicator('设备数量', '≥1个');
const snapshot = aSnapshot({ indicators: [satisfaction, count] });
const money = { kind: 'OVER_BUDGET', of: 'total', budget: 1, spent: 2 } as Facts;
const about = (indicatorId: string, ledger = false) =>
  ({ kind: 'INDICATOR_MISSED', indicatorId, ledger }) as Facts;

// biome-ignore format: one case a line
test.for([
  [money,                  '2023-04-11', '2023-06-30', 'the next node for money'],
  [money,                  '2023-06-30', '2023-10-31', 'on a node, the one after it'],
  [money,                  '2023-12-31', '2024-03-31', 'after the last node, 31 March'],
  [money,                  '2024-04-10', '2024-04-10', 'past 31 March, today'],
  [about('满意度'),         '2023-07-11', '2023-12-31', 'satisfaction is measured at the half-years'],
  [about('设备数量'),       '2023-07-11', '2023-10-31', 'outputs at every node'],
  [about('设备数量'),       '2024-01-11', '2024-03-31', 'after the last reporting day, 31 March'],
  [about('满意度', true),   '2023-07-11', '2023-10-31', 'a ceiling that is read from the ledger is money'],
] as const)('the last day to promise for %o on %s is %s: %s', ([facts, today, expected]) => {
  expect(latestPromise(snapshot, facts, today)).toBe(expected);
});
