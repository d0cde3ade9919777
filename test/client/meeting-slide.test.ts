import { expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { Indicator } from '#shared/api.ts';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { lastDecision, offIndicators, ownWords, pictureOf } from '../../client/views/present/slide.ts';

const alert = (kind: Alert['kind'], severity: Alert['severity'], more: Partial<Alert> = {}) =>
  ({ kind, severity, condition: 'firing', since: '2023-07-11', openedAt: '', ...more }) as Alert;
const indicator = (name: string, state: Indicator['state']) => ({ name, state }) as Indicator;
const item = (more: Partial<AgendaItem>) =>
  ({
    kind: 'project',
    projectCode: 'P1',
    statement: null,
    decision: null,
    action: null,
    project: null,
    ...more,
  }) as AgendaItem;

// biome-ignore format: one case a line
test.for<[alerts: Alert[], indicators: Indicator[], picture: string, because: string]>([
  [[alert('SPEND_BEHIND', 'critical'), alert('INDICATOR_MISSED', 'warning')], [indicator('满意度', 'missed')], 'curve', 'the graver one is about money'],
  [[alert('SPEND_BEHIND', 'warning'), alert('INDICATOR_MISSED', 'critical')], [indicator('满意度', 'missed_badly')], 'indicators', 'the graver one is about results'],
  [[alert('MONEY_RESULT_GAP', 'warning')], [indicator('满意度', 'met')], 'curve', 'no indicator is off'],
  [[], [indicator('满意度', 'missed')], 'curve', 'nothing calls'],
])('%j and %j show the %s: %s', ([alerts, indicators, picture]) => {
  expect(pictureOf({ alerts, indicators })).toBe(picture);
});

test('the worst indicator comes first, and what is well or not due is no news', () => {
  const states = ['met', 'at_risk', 'missing', 'missed_badly', 'not_due', 'missed'] as const;
  const off = offIndicators(states.map((state) => indicator(state, state)));
  expect(off.map(({ name }) => name)).toEqual(['missed_badly', 'missed', 'missing', 'at_risk']);
});

test('the owner’s statement is shown, else what was promised when the alert was acknowledged, else nothing', () => {
  const acknowledged = alert('SPEND_BEHIND', 'warning', { measure: '五月支付', promisedOn: '2023-05-10' });
  const project = { alerts: [alert('OVER_BUDGET', 'critical'), acknowledged] } as AgendaItem['project'];
  const statement = { cause: null, explanation: '发票迟到', measure: null, promisedOn: null, by: '', at: '' };
  expect(ownWords(item({ project, statement }))?.explanation).toBe('发票迟到');
  expect(ownWords(item({ project }))).toEqual({
    cause: null,
    explanation: null,
    measure: '五月支付',
    promisedOn: '2023-05-10',
  });
  expect(ownWords(item({}))).toBeUndefined();
});

test('the last decision is that of the action’s own item, else of the project, else none', () => {
  const decided = (id: string, more: Partial<AgendaItem>, decision: 'continue' | 'cancel' | 'rectify') =>
    item({ id, ...more, decision: { decision, text: null, by: '', at: '' } });
  const previous = {
    items: [
      decided('a', { kind: 'action', projectCode: 'P1' }, 'continue'),
      decided('b', { projectCode: 'P1' }, 'rectify'),
      decided('c', { kind: 'missing', projectCode: null }, 'cancel'),
    ],
  } as Meeting;
  const action = { itemId: 'c' } as AgendaItem['action'];
  expect(lastDecision(item({ action }), previous)?.decision).toBe('cancel');
  expect(lastDecision(item({}), previous)?.decision).toBe('rectify');
  expect(lastDecision(item({ projectCode: 'P9' }), previous)).toBeUndefined();
  expect(lastDecision(item({ projectCode: null }), previous)).toBeUndefined();
  expect(lastDecision(item({}), undefined)).toBeUndefined();
});
