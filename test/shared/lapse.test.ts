import { describe, expect, test } from 'vitest';
import type { Severity } from '#shared/alert.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { isFlapping } from '#shared/flapping.ts';
import { type Handled, untouched } from '#shared/handling.ts';
import {
  concluded,
  endsAccepted,
  handlingCheckDays,
  inherited,
  type Living,
  passing,
} from '#shared/lapse.ts';
import { wan } from '../support/builders.ts';

const charge = { owner: '张敏', section: '信息股' };

/** A shortfall of so many 万元 of 10.00, on a ledger that is covered. */
function short(amount: string, severity: Severity = 'warning', more: Partial<Facts> = {}): Living {
  const spent = wan('10.00') - wan(amount);
  const facts = {
    kind: 'SPEND_BEHIND',
    node: '2023-03-31',
    cum: wan('10.00'),
    atNode: spent,
    spent,
    toClear: wan(amount) - wan('0.50'),
    warning: 10,
    critical: 20,
    yearOver: false,
    ...more,
  } as Facts;
  return { kind: 'SPEND_BEHIND', condition: 'firing', severity, facts, muted: false };
}

const acknowledged: Handled = {
  ...untouched,
  state: 'acknowledged',
  owner: '李强',
  cause: '经费保障',
  measure: '月底前支付',
  promisedOn: '2023-06-30',
  acknowledgedOn: '2023-04-12',
  acknowledgedBy: 'zhang',
  acknowledgedSeverity: 'warning',
  acknowledgedGap: '12/100',
  level: 1,
};

const said = (alert: Living, handled: Handled, day: Day) =>
  passing(alert, handled, day, charge).steps.map((step) =>
    'why' in step ? `${step.what} ${step.why}` : step.what,
  );

describe('an acknowledgement', () => {
  // biome-ignore format: one case a line
  test.for([
    // day           short    severity    state           what happens
    ['2023-06-30', '1.20', 'warning',  'acknowledged', [],                          'the promised day itself is still in time'],
    ['2023-07-01', '1.20', 'warning',  'acknowledged', ['lapsed promise_missed', 'supervise', 'list'], 'the day after, the promise is missed'],
    ['2023-07-01', '1.20', 'warning',  'rectifying',   ['lapsed promise_missed', 'supervise', 'list'], 'so is it while rectification is under way'],
    ['2023-07-01', '1.20', 'warning',  'submitted',    ['lapsed promise_missed', 'supervise', 'list'], 'or its result waits for review'],
    ['2023-05-02', '1.20', 'critical', 'acknowledged', ['lapsed severity_rose', 'supervise'],          'it became critical'],
    ['2023-05-02', '1.70', 'warning',  'acknowledged', [],                          'exactly 5 points more are not more than 5'],
    ['2023-05-02', '1.71', 'warning',  'acknowledged', ['lapsed gap_grew'],         'the gap grew by more than 5 points'],
    ['2023-05-02', '0.90', 'warning',  'acknowledged', [],                          'a smaller gap is no reason'],
  ] as const)('on %s with %s short, %s, %s: %s, for %s', ([day, amount, severity, state, expected]) => {
    expect(said(short(amount, severity), { ...acknowledged, state }, day)).toEqual(expected);
  });

  test('that lapsed asks for a new promise, keeps whose it is, and waits from that day on', () => {
    const { handled } = passing(short('1.20'), acknowledged, '2023-07-01', charge);
    expect(handled).toMatchObject({
      state: 'open',
      promise: 'missed',
      owner: '李强',
      cause: '经费保障',
      waitingSince: '2023-07-01',
      level: 3,
    });
    expect(passing(short('1.20'), handled, '2023-07-01', charge).steps).toEqual([]);
  });

  test('is looked at on the day after its promise', () => {
    expect(handlingCheckDays(acknowledged)).toEqual(['2023-07-01']);
  });
});

describe('an acceptance', () => {
  const accepted: Handled = {
    ...untouched,
    state: 'accepted',
    acceptedUntil: '2023-06-15',
    acceptedBy: '王局',
  };

  test('holds through its last day, then it speaks again', () => {
    expect(said(short('2.50', 'critical'), accepted, '2023-06-15')).toEqual([]);
    expect(said(short('1.20'), accepted, '2023-06-16')).toEqual(['acceptance_ended', 'remind']);
    expect(handlingCheckDays(accepted)).toEqual(['2023-06-16']);
  });

  test('is why an alert is over whose period ends meanwhile', () => {
    expect([endsAccepted(accepted, '2023-06-15'), endsAccepted(accepted, '2023-06-16')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('督办', () => {
  /** What is reached on each day on which something is, from the day it began. */
  const over = (days: readonly Day[], alert: Living, begin: Handled = untouched) => {
    let handled = begin;
    return days.flatMap((day) => {
      const passed = passing(alert, handled, day, charge);
      handled = passed.handled;
      return passed.steps.map(({ what }) => `${day} ${what}`);
    });
  };
  const april = Array.from({ length: 30 }, (_, at) => `2023-04-${String(at + 1).padStart(2, '0')}`);

  test('waits 5 and 10 working days for an acknowledgement, make-up days worked and holidays not', () => {
    // From 11 April: 12 13 14 17 18 are five, 19 20 21 23 24 the next: Sunday the 23rd was worked for Labour Day.
    expect(over(april.slice(10), short('1.20'))).toEqual([
      '2023-04-11 remind',
      '2023-04-19 supervise',
      '2023-04-25 list',
    ]);
  });

  test('leaves out a holiday that lies between', () => {
    // From 3 April, with Qingming on the 5th: 4 6 7 10 11, then 12 13 14 17 18.
    expect(over(april.slice(2), short('1.20'))).toEqual([
      '2023-04-03 remind',
      '2023-04-12 supervise',
      '2023-04-19 list',
    ]);
  });

  test('of what is critical begins with the section head, and goes on after 5', () => {
    expect(over(april.slice(10), short('2.50', 'critical'))).toEqual([
      '2023-04-11 remind',
      '2023-04-11 supervise',
      '2023-04-19 list',
    ]);
  });

  test('stops at an acknowledgement, and each level is reached once an episode', () => {
    const { handled } = passing(
      short('1.20'),
      { ...untouched, level: 2, waitingSince: '2023-04-11' },
      '2023-04-20',
      charge,
    );
    expect(handled.level).toBe(2);
    expect(over(april.slice(19), short('1.20'), { ...acknowledged, level: 2 })).toEqual([]);
  });

  test('of money above the budget is at once for the leader', () => {
    const facts = { kind: 'OVER_BUDGET', of: 'total', budget: wan('5.00'), spent: wan('5.01') } as const;
    const alert: Living = {
      kind: 'OVER_BUDGET',
      condition: 'firing',
      severity: 'critical',
      facts,
      muted: false,
    };
    expect(passing(alert, untouched, '2023-04-11', charge).steps).toEqual([
      { what: 'remind', to: [{ role: 'owner', name: '张敏' }] },
      { what: 'supervise', to: [{ role: 'section', name: '信息股' }] },
      { what: 'list', to: [{ role: 'leader' }, { role: 'finance' }] },
    ]);
  });

  test('stays with finance while the ledger is not covered, and goes its way once it is', () => {
    const uncovered = short('2.50', 'critical', { coveredTo: null } as Partial<Facts>);
    const first = passing(uncovered, untouched, '2023-04-11', charge);
    expect(first.steps).toEqual([{ what: 'remind', to: [{ role: 'finance' }] }]);
    expect(passing(uncovered, first.handled, '2023-05-31', charge).steps).toEqual([]);
    const covered = passing(short('2.50', 'critical'), first.handled, '2023-05-31', charge);
    expect(covered.steps.map(({ what }) => what)).toEqual(['supervise', 'list']);
  });

  test('is not reached by what is muted, and made up for when it speaks again', () => {
    const muted = { ...short('2.50', 'critical'), muted: true };
    const quiet = passing(muted, untouched, '2023-04-11', charge);
    expect([quiet.steps, quiet.handled]).toMatchObject([[], { level: 0, waitingSince: '2023-04-11' }]);
    expect(said(short('2.50', 'critical'), quiet.handled, '2023-04-20')).toEqual([
      'remind',
      'supervise',
      'list',
    ]);
  });

  test('of a watch only reminds, and of what merely waits says nothing', () => {
    const watch = short('1.20', 'watch');
    expect(over(april.slice(10), watch)).toEqual(['2023-04-11 remind']);
    expect(over(april, { ...watch, condition: 'pending' })).toEqual([]);
  });

  test('of a project without owner and section is for finance', () => {
    const { steps } = passing(short('2.50', 'critical'), untouched, '2023-04-11', {
      owner: null,
      section: null,
    });
    expect(steps.map((step) => 'to' in step && step.to)).toEqual([
      [{ role: 'finance' }],
      [{ role: 'finance' }],
    ]);
  });
});

describe('the alert of the next node', () => {
  test('has the same owner, cause and measure, tells the promise as missed and asks for a new one', () => {
    const { handled, steps } = inherited(acknowledged, 2, '2023-07-10');
    expect(handled).toMatchObject({
      state: 'open',
      owner: '李强',
      cause: '经费保障',
      measure: '月底前支付',
      promisedOn: null,
      promise: 'missed',
      level: 0,
    });
    expect(steps).toEqual([{ what: 'inherited', promise: 'missed', promisedOn: '2023-06-30', nodes: 2 }]);
  });

  test('is accepted as long as the one before was', () => {
    const accepted: Handled = {
      ...untouched,
      state: 'accepted',
      acceptedUntil: '2023-10-31',
      acceptedBy: '王局',
    };
    expect(inherited(accepted, 2, '2023-07-10').handled).toMatchObject({
      state: 'accepted',
      acceptedUntil: '2023-10-31',
    });
    expect(inherited(accepted, 2, '2023-11-01').handled.state).toBe('open');
  });
});

test('a promise is kept where the thing recovers by its day', () => {
  expect(concluded(acknowledged, 'recovered', '2023-06-30').promise).toBe('kept');
  expect(concluded(acknowledged, 'recovered', '2023-07-01').promise).toBe('missed');
  expect(concluded(acknowledged, 'period_closed', '2023-06-30').promise).toBe('missed');
  expect(concluded(acknowledged, 'data_corrected', '2023-06-30')).toBe(acknowledged);
  expect(concluded(untouched, 'recovered', '2023-06-30')).toBe(untouched);
});

// biome-ignore format: one case a line
test.for([
  [['2023-06-20', '2023-06-25', '2023-06-30'], '2023-06-30', true,  'three flips in ten days'],
  [['2023-06-01', '2023-06-25', '2023-06-30'], '2023-06-30', true,  'the first is 30 days ago, counting today'],
  [['2023-05-31', '2023-06-25', '2023-06-30'], '2023-06-30', false, 'the first is longer ago'],
  [['2023-06-25', '2023-06-30'],               '2023-06-30', false, 'two are not three'],
] as const)('flips on %s, seen on %s: %s, as %s', ([flips, day, expected]) => {
  expect(isFlapping(flips, day)).toBe(expected);
});

test('looked at only on the days it names, the handling goes the same way as looked at every day', () => {
  const days = Array.from({ length: 200 }, (_, at) => addDays('2023-04-03', at));
  const begins: Handled[] = [
    untouched,
    acknowledged,
    { ...acknowledged, state: 'submitted', promisedOn: '2023-05-10' },
    { ...untouched, state: 'accepted', acceptedUntil: '2023-06-15', acceptedBy: '王局' },
  ];
  for (const begin of begins) {
    for (const alert of [short('1.20'), short('2.50', 'critical'), short('1.20', 'watch')]) {
      const live = (isLooked: (day: Day, handled: Handled, last: Day) => boolean) => {
        let handled = begin;
        let last = '2023-04-02';
        return days.flatMap((day) => {
          if (!isLooked(day, handled, last)) return [];
          last = day;
          const passed = passing(alert, handled, day, charge);
          handled = passed.handled;
          return passed.steps.map(({ what }) => `${day} ${what}`);
        });
      };
      const everyDay = live(() => true);
      const due = live(
        (day, handled, last) =>
          day === days[0] || handlingCheckDays(handled).some((check) => last < check && check <= day),
      );
      expect(due).toEqual(everyDay);
    }
  }
});
