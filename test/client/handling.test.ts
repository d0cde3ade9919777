import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Alert, AlertEvent } from '#shared/alert.ts';
import type { YearClosing } from '#shared/api.ts';
import { zh } from '../../client/text/zh.ts';
import { eventText } from '../../client/ui/event-text.ts';
import { worthToast } from '../../client/ui/toasts.ts';
import { matchersOf, scopesFor } from '../../client/views/alerts/silence-scope.ts';
import { chosenConclusions, missingConclusions } from '../../client/views/closing/conclusions.ts';
import { lateness } from '../../client/views/rectification/ledger.ts';

const alert: Alert = {
  id: 'a',
  key: 'k',
  kind: 'SPEND_BEHIND',
  year: 2023,
  projectCode: 'P',
  projectName: '政务外网费用',
  owner: '张敏',
  section: null,
  subject: 'spending',
  period: '2023-03-31',
  severity: 'warning',
  condition: 'firing',
  handling: 'acknowledged',
  episode: 1,
  since: '2023-04-11',
  openedAt: '2023-04-11T00:00:00.000Z',
  measure: '付款',
  promisedOn: '2023-05-10',
  explanation: {
    planned: null,
    actual: null,
    gap: null,
    gapRate: null,
    threshold: null,
    toClear: null,
    text: '仍少1.25万元。',
  },
};

// biome-ignore format: one case a line
test.for([
  [{ promisedOn: '2023-05-10', handling: 'open' },                                   5, 'past its day, and waiting for a new promise'],
  [{ promisedOn: '2023-05-20', handling: 'acknowledged' },                          -5, 'still to come'],
  [{ promisedOn: '2023-04-01', handling: 'accepted' },                            null, 'accepted: nothing is to be done'],
  [{ promisedOn: '2023-04-01', handling: 'submitted', condition: 'resolved' },    null, 'resolved: it waits to be closed'],
  [{ promisedOn: undefined, handling: 'open' },                                   null, 'nobody promised'],
] as const)('a promise %o is %s days late: %s', ([more, late]) => {
  const { promisedOn: _, ...rest } = alert;
  const { promisedOn, ...given } = more;
  expect(lateness({ ...rest, ...given, ...(promisedOn && { promisedOn }) }, '2023-05-15')).toBe(late);
});

describe('the story of an alert', () => {
  beforeAll(async () => {
    await i18next.init({
      lng: 'zh',
      resources: { zh: { translation: zh } },
      interpolation: { escapeValue: false },
    });
  });
  const said = (event: Partial<AlertEvent>, of: Partial<Alert> = {}) =>
    eventText({ at: '', day: '2023-04-11', by: '', what: '', ...event }, { ...alert, ...of }, i18next.t);

  // biome-ignore format: one case a line
  test.for([
    [{ what: 'remind', detail: { to: [{ role: 'owner', name: '张敏' }] } }, '提示张敏'],
    [{ what: 'list', detail: { to: [{ role: 'leader' }, { role: 'finance' }] } }, '挂牌督办，报主要负责人、财务'],
    [{ what: 'acknowledged', detail: { owner: '张敏', cause: '经费保障', measure: '付款', promisedOn: '2023-05-10' } }, '张敏签收，承诺2023年5月10日前完成。原因：经费保障。措施：付款'],
    [{ what: 'lapsed', detail: { why: 'promise_missed', promisedOn: '2023-05-10' } }, '承诺日2023年5月10日已过，问题仍在，签收失效'],
    [{ what: 'lapsed', detail: { why: 'gap_grew', promisedOn: '2023-05-10' } }, '差距又扩大5个百分点以上，签收失效，须重新承诺'],
    [{ what: 'inherited', detail: { nodes: 2, promise: 'missed' } }, '接上一期预警，连续第2期；上期承诺未兑现'],
    [{ what: 'unmuted', detail: { why: 'expired' } }, '静默到期，恢复通知'],
    [{ what: 'closed', note: '已核实', detail: { alone: true } }, '销号：已核实（同一人办理，无第二人）'],
    [{ what: 'something new' }, 'something new'],
  ] as const)('says %o', ([event, expected]) => {
    expect(said(event as Partial<AlertEvent>)).toBe(expected);
  });

  test('says why it is over, and that the promise was kept', () => {
    expect(said({ what: 'resolved', detail: { promise: 'kept' } }, { resolvedBecause: 'recovered' })).toBe(
      '解除，承诺兑现：已恢复',
    );
  });
});

test('what comes and goes calls for no attention', () => {
  const news = { transition: 'opened', alert } as const;
  expect(worthToast(news)).toBe(true);
  expect(worthToast({ ...news, alert: { ...alert, flappingSince: '2023-04-11' } })).toBe(false);
});

test('a silence reaches as far as is chosen; what belongs to no project has one reach', () => {
  expect(scopesFor(alert).map((scope) => matchersOf(alert, scope))).toEqual([
    { project: 'P', kind: 'SPEND_BEHIND', subject: 'spending' },
    { project: 'P', kind: 'SPEND_BEHIND' },
    { project: 'P' },
    { kind: 'SPEND_BEHIND' },
  ]);
  const ledger: Alert = { ...alert, projectCode: null, kind: 'DATA_OVERDUE', subject: 'ledger' };
  expect(scopesFor(ledger).map((scope) => matchersOf(ledger, scope))).toEqual([
    { kind: 'DATA_OVERDUE', subject: 'ledger' },
  ]);
});

test('a year is closed with what is chosen, else with what is offered; what is required cannot be left out', () => {
  const project = (
    code: string,
    suggested: YearClosing['projects'][number]['suggested'],
    required: boolean,
  ) => ({
    code,
    name: code,
    budget: '1.00',
    spent: '0.00',
    left: '1.00',
    openAlerts: required ? 1 : 0,
    finished: false,
    required,
    suggested,
    conclusion: null,
    note: null,
  });
  const closing: YearClosing = {
    year: 2023,
    state: 'closable',
    closedOn: null,
    closedBy: null,
    openAlerts: 2,
    projects: [project('A', '结转下年', true), project('B', null, false), project('C', '转下年整改', true)],
  };
  expect(chosenConclusions(closing, new Map([['C', '财政收回']]))).toEqual([
    { projectCode: 'A', conclusion: '结转下年' },
    { projectCode: 'C', conclusion: '财政收回' },
  ]);
  expect(missingConclusions(closing, new Map())).toEqual([]);
  expect(missingConclusions(closing, new Map([['A', '']]))).toEqual(['A']);
});
