import { expect, test } from 'vitest';
import { evaluateLedger } from '#shared/evaluate/ledger.ts';
import { defaultProfile } from '#shared/profile.ts';
import { aPlan, lump } from '../../support/builders.ts';

const { nodes } = aPlan();

function ledgerOn(today: string, coveredTo: string | null, inForceOn = '2023-01-01') {
  return evaluateLedger({ nodes, inForceOn, coveredTo }, defaultProfile, today);
}

// biome-ignore format: one case a line
test.for([
  ['2023-04-10', null,         [],                                   'within the posting lag'],
  ['2023-04-11', null,         ['DATA_OVERDUE ledger 2023-03-31'],   'past it'],
  ['2023-04-11', '2023-03-30', ['DATA_OVERDUE ledger 2023-03-31'],   'a day short'],
  ['2023-04-11', '2023-03-31', [],                                   'covered to the day'],
  ['2023-07-08', '2023-03-31', ['DATA_OVERDUE ledger 2023-06-30'],   'the next node'],
  ['2024-01-09', '2023-10-31', ['DATA_OVERDUE ledger 2023-12-31'],   'the last node'],
  ['2024-01-09', '2023-12-31', [],                                   'the whole year'],
] as const)('on %s, covered to %s: %j (%s)', ([today, coveredTo, said]) => {
  const { findings } = ledgerOn(today, coveredTo);
  expect(findings.map(({ kind, subject, period }) => `${kind} ${subject} ${period}`)).toEqual(said);
  expect(findings.every(({ severity, condition, strength }) => `${severity} ${condition} ${strength}` === 'warning firing fires')).toBe(true);
});

test('nothing is owed for nodes that passed before the plan was in force, or that ask for no money', () => {
  expect(ledgerOn('2023-07-20', null, '2023-07-20').findings).toEqual([]);
  const late = { nodes: aPlan({ nodes: lump }).nodes, inForceOn: '2023-01-01', coveredTo: null };
  expect(evaluateLedger(late, defaultProfile, '2023-11-30').findings).toEqual([]);
});

test('it is over when the ledger is confirmed, or told at the next node', () => {
  const alert = { kind: 'DATA_OVERDUE', subject: 'ledger', period: '2023-03-31' } as const;
  expect(ledgerOn('2023-05-01', '2023-03-31').whyOver(alert)).toBe('recovered');
  expect(ledgerOn('2023-07-08', null).whyOver(alert)).toBe('period_closed');
});

// biome-ignore format: one case a line
test.for([
  ['2023-01-01', '2023-04-11'],
  ['2023-04-10', '2023-04-11'],
  ['2023-04-11', '2023-07-08'],
  ['2023-11-08', '2024-01-09'],
  ['2024-01-09', '9999-12-31'],
] as const)('looked at on %s, it is looked at again on %s', ([today, next]) => {
  expect(ledgerOn(today, null).nextCheckOn).toBe(next);
});

test('a node on the first day of a plan is a duty', () => {
  const ledger = { nodes: [{ day: '2023-06-30', cumulative: 1 }], inForceOn: '2023-06-30', coveredTo: null };
  expect(evaluateLedger(ledger, defaultProfile, '2023-07-08').findings).toHaveLength(1);
});
