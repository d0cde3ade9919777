import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { type Course, replay } from '#shared/evaluate/replay.ts';
import { asOfOn } from '#shared/plan.ts';
import { defaultProfile, type RuleProfile } from '#shared/profile.ts';
import { aSnapshot, type Paid } from '../../support/builders.ts';

const year = { from: '2023-01-01', to: '2024-02-15' };

function lived(paid: readonly Paid[], profile: RuleProfile = defaultProfile, everyDay = false) {
  const snapshot = aSnapshot({ paid });
  const work = replay((day) => {
    const judged = evaluate(snapshot, profile, { asOf: asOfOn(2023, day), today: day });
    return everyDay ? { ...judged, nextCheckOn: addDays(day, 1) } : judged;
  }, year);
  for (;;) {
    const step = work.next();
    if (step.done) return [...step.value.values()];
  }
}

const behind = (courses: readonly Course[]) =>
  courses
    .filter(({ kind }) => kind === 'SPEND_BEHIND')
    .map(({ period, severity, since, until }) => ({ period, severity, since, until }));

test('a year that strays is lived again alert by alert, each on its days', () => {
  expect(
    behind(
      lived([
        ['2023-03-30', '1.10'],
        ['2023-05-10', '0.10'],
        ['2023-12-20', '3.80'],
      ]),
    ),
  ).toEqual([
    { period: '2023-03-31', severity: 'warning', since: '2023-04-11', until: '2023-05-10' },
    { period: '2023-06-30', severity: 'critical', since: '2023-07-08', until: '2023-11-08' },
    { period: '2023-10-31', severity: 'critical', since: '2023-11-08', until: '2023-12-20' },
  ]);
});

test('other rules give other alerts: a line above the shortfall none, one below it another severity', () => {
  const paid: Paid[] = [
    ['2023-03-30', '1.10'],
    ['2023-06-20', '3.90'],
  ];
  const { spending } = defaultProfile;
  const lenient = { ...defaultProfile, spending: { ...spending, warning: 13, critical: 30, clear: 12 } };
  const strict = { ...defaultProfile, spending: { ...spending, critical: 12 } };
  expect(behind(lived(paid)).map(({ severity }) => severity)).toEqual(['warning']);
  expect(behind(lived(paid, lenient))).toEqual([]);
  expect(behind(lived(paid, strict)).map(({ severity }) => severity)).toEqual(['critical']);
});

test('what ended and came back is one course, open as long as it was last', () => {
  const back = lived([
    ['2023-03-30', '1.10'],
    ['2023-04-20', '0.15'],
    ['2023-05-20', '-0.15'],
  ]);
  const [march] = behind(back);
  expect(march).toMatchObject({ period: '2023-03-31', since: '2023-04-11', until: '2023-07-08' });
});

test('looking only on the days on which something could change sees what looking every day sees', () => {
  const day = fc.integer({ min: 0, max: 364 }).map((after): Day => addDays('2023-01-01', after));
  const payment = fc
    .tuple(day, fc.integer({ min: 1, max: 200 }))
    .map(([on, hundredths]): Paid => [on, (hundredths / 100).toFixed(2)]);
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 5 }), (paid) => {
      const days = ({ kind, subject, period, severity, since, until }: Course) => ({
        kind,
        subject,
        period,
        severity,
        since,
        until,
      });
      expect(lived(paid).map(days)).toEqual(lived(paid, defaultProfile, true).map(days));
    }),
    { numRuns: 25 },
  );
});
