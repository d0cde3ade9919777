import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  calendarKnownTo,
  graceOver,
  unknownCalendar,
  unknownGrace,
} from '#shared/working-days.ts';

// The five working days by the State Council's arrangements for 2023 and 2024.
// biome-ignore format: one case a line
const graces = [
  // node         judged from    the five working days between
  ['2023-03-31', '2023-04-11', '3, 4, 6, 7 and 10 April: the 5th is Qingming, the 8th and 9th a weekend'],
  ['2023-06-30', '2023-07-08', '3 to 7 July'],
  ['2023-09-30', '2023-10-12', '7 to 11 October: the 7th and 8th, a weekend, make up for the holiday'],
  ['2023-10-31', '2023-11-08', '1, 2, 3, 6 and 7 November'],
  ['2023-12-31', '2024-01-09', '2, 3, 4, 5 and 8 January: the 1st is New Year'],
  ['2023-01-20', '2023-02-02', '28 to 31 January and 1 February: a weekend makes up for the Spring Festival'],
  ['2024-02-29', '2024-03-08', '1, 4, 5, 6 and 7 March'],
] as const;

test.for(graces)('a shortfall at %s counts from %s: %s', ([node, from]) => {
  expect(graceOver(node)).toBe(from);
});

test.for([['America/Los_Angeles'], ['Pacific/Kiritimati'], ['UTC']] as const)(
  'the working days are the same where the clock says %s',
  ([zone]) => {
    const script = `
      import { graceOver } from './shared/working-days.ts';
      console.log(${JSON.stringify(graces.map(([node]) => node))}.map((node) => graceOver(node)).join(' '));`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const said = execFileSync(process.execPath, args, {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(said.trim()).toBe(graces.map(([, from]) => from).join(' '));
  },
);

// biome-ignore format: one case a line
test.for([
  ['2023-04-04', 1, '2023-04-06', 'Qingming is passed over'],
  ['2023-06-21', 1, '2023-06-25', 'a Sunday that makes up for the Dragon Boat Festival'],
  ['2023-12-29', 1, '2024-01-02', 'a weekend and New Year'],
  ['2023-07-08', 1, '2023-07-10', 'a Saturday is none itself'],
  ['2023-07-10', 0, '2023-07-10', 'none is the day itself'],
] as const)('from %s the working day number %i is %s: %s', ([day, count, found]) => {
  expect(addWorkingDays(day, count)).toBe(found);
});

describe('a year whose holidays are not published', () => {
  test('is named, with what counts in it until then', () => {
    expect(unknownCalendar([2023, 2024], 'zh')).toBe(null);
    expect(unknownCalendar([2023, 2099, 2099], 'zh')).toBe(
      '2099年节假日安排尚未公布，工作日暂按周一至周五计，公布后日期可能变动',
    );
    expect(unknownCalendar([2099], 'en')).toContain('Mondays to Fridays');
    expect(calendarKnownTo()).toBeGreaterThanOrEqual(2026);
  });

  test('is that in which the working days after a node run, not that of the node', () => {
    const next = calendarKnownTo() + 1;
    expect(unknownGrace(`${next - 1}-10-31`, 'zh')).toBe(null);
    expect(unknownGrace(`${next - 1}-12-31`, 'zh')).toContain(`${next}年`);
    expect(unknownGrace(`${next}-03-31`, 'en')).toContain(`${next}`);
  });
});
