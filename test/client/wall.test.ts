import { describe, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { Role } from '#shared/rights.ts';
import { screens } from '../../client/screens.ts';
import { pageName, titleOf } from '../../client/shell/titles.ts';
import { mattersTo } from '../../client/ui/toasts.ts';
import { waitingKind } from '../../client/ui/waiting-kind.ts';
import { type Looked, newlyCritical } from '../../client/views/wall/newly-critical.ts';
import {
  type Critical,
  interrupt,
  nextChange,
  type Round,
  roundAt,
  sceneMs,
  startRound,
  takeoverMs,
} from '../../client/views/wall/round.ts';

const scenes = 3;
const alertOf = (id: string, more: Partial<Alert> = {}) =>
  ({
    id,
    severity: 'critical',
    condition: 'firing',
    kind: 'OVER_BUDGET',
    owner: '财务',
    openedAt: '2023-07-01T00:00:00.000Z',
    ...more,
  }) as Alert;
const critical = (...ids: string[]): Critical => ({
  alerts: ids.map((id) => alertOf(id)),
  count: ids.length,
});
/** What the screen shows: a scene by its number, or what has it for itself. */
const shown = (round: Round) =>
  round.takeover ? round.takeover.alerts.map(({ id }) => id).join() : round.scene;

describe('the round of the wall', () => {
  // biome-ignore format: one moment a line
  test.for([
    // seconds  scene  because
    [ 0,        0,     'it begins with money'],
    [19.9,      0,     'a scene stands for twenty seconds'],
    [20,        1,     'then the next'],
    [41,        2,     'and the next'],
    [62,        0,     'and begins anew'],
  ] as const)('after %s s it shows scene %s: %s', ([seconds, scene]) => {
    let round = startRound(0);
    for (let now = 0; now <= seconds * 1000; now += 100) round = roundAt(round, now, scenes);
    expect(shown(round)).toBe(scene);
  });

  test('what is newly critical has the screen for ten seconds, and the scene goes on where it was', () => {
    let round = interrupt(startRound(0), critical('a'), 5_000, scenes);
    expect(shown(round)).toBe('a');
    round = roundAt(round, 14_999, scenes);
    expect(shown(round)).toBe('a');
    round = roundAt(round, 15_000, scenes);
    expect(shown(round)).toBe(0);
    expect(shown(roundAt(round, 29_999, scenes))).toBe(0);
    expect(shown(roundAt(round, 30_000, scenes))).toBe(1);
  });

  test('in a storm the round goes on: what comes meanwhile is told together, after the length of a scene', () => {
    let round = interrupt(startRound(0), critical('a'), 0, scenes);
    const seen = new Set<string | number>();
    let takenOver = 0;
    for (let now = 100; now <= 3_600_000; now += 100) {
      const before = round.takeover;
      round = interrupt(round, critical(`n${now}`), now, scenes);
      if (round.takeover && !before) takenOver += 1;
      if (!round.takeover) seen.add(round.scene);
      expect(round.waiting?.alerts.length ?? 0).toBeLessThanOrEqual(3);
    }
    expect(seen).toEqual(new Set([0, 1, 2]));
    // Ten seconds of every thirty.
    expect(takenOver).toBeGreaterThan(110);
    expect(takenOver).toBeLessThan(125);
  });

  test('of many at once the newest are named and all are counted', () => {
    let round = interrupt(startRound(0), critical('a'), 0, scenes);
    round = interrupt(round, { ...critical('b', 'c', 'd'), count: 500 }, 1_000, scenes);
    round = interrupt(round, critical('e'), 2_000, scenes);
    round = roundAt(round, takeoverMs + sceneMs, scenes);
    expect([shown(round), round.takeover?.count]).toEqual(['e,b,c', 501]);
  });

  test('after a sleep it goes on with the next scene, and nothing of before has the screen', () => {
    const round = interrupt(startRound(0), critical('a'), 1_000, scenes);
    const later = roundAt(round, 86_400_000, scenes);
    expect([shown(later), later.ends]).toEqual([1, 86_400_000 + sceneMs]);
  });

  test('a clock that is set back holds nothing for longer than it may last', () => {
    const day = 86_400_000;
    const round = interrupt(startRound(day), critical('a'), day, scenes);
    let back = roundAt(round, 0, scenes);
    expect(shown(back)).toBe(0);
    back = roundAt(back, sceneMs + takeoverMs, scenes);
    expect(shown(back)).toBe(1);
    expect(shown(interrupt(back, critical('b'), sceneMs + takeoverMs + 1, scenes))).toBe('b');
  });

  test('it is looked again when something changes by itself', () => {
    expect(nextChange(startRound(0))).toBe(sceneMs);
    const round = interrupt(startRound(0), critical('a'), 5_000, scenes);
    expect(nextChange(round)).toBe(15_000);
    const waiting = interrupt(round, critical('b'), 6_000, scenes);
    expect(nextChange(roundAt(waiting, 15_000, scenes))).toBe(30_000);
  });
});

describe('what is newly critical', () => {
  const look = (before: Looked | undefined, items: Alert[], total = items.length) =>
    newlyCritical(before, { items, total });
  const told = (result: ReturnType<typeof look>) => result.news?.alerts.map(({ id }) => id);

  test('is nothing at the first look, and then what was not there before', () => {
    const first = look(undefined, [alertOf('a')]);
    expect(told(first)).toBeUndefined();
    const second = look(first.looked, [alertOf('b', { openedAt: '2023-07-02T00:00:00.000Z' }), alertOf('a')]);
    expect(told(second)).toEqual(['b']);
    expect(told(look(second.looked, [alertOf('b'), alertOf('a')]))).toBeUndefined();
  });

  test('is also what rose from a warning, opened long ago', () => {
    const first = look(undefined, [alertOf('a', { openedAt: '2023-07-05T00:00:00.000Z' })]);
    const risen = alertOf('old', { openedAt: '2023-06-01T00:00:00.000Z' });
    expect(told(look(first.looked, [alertOf('a'), risen]))).toEqual(['old']);
  });

  test('is not what is muted or comes and goes', () => {
    const first = look(undefined, []);
    const quiet = [alertOf('m', { mutedBy: 'x' }), alertOf('f', { flappingSince: '2023-07-01' })];
    expect(told(look(first.looked, quiet))).toBeUndefined();
  });

  test('is not what comes into a cut-off answer because others resolved', () => {
    const newer = alertOf('a', { openedAt: '2023-07-05T00:00:00.000Z' });
    const first = look(undefined, [newer], 500);
    expect(told(look(first.looked, [alertOf('older')], 499))).toBeUndefined();
    const newest = alertOf('n', { openedAt: '2023-07-06T00:00:00.000Z' });
    expect(told(look(first.looked, [newest, newer], 501))).toEqual(['n']);
  });
});

describe('what somebody is told of', () => {
  const reader = (roles: Role[], more = {}) => ({
    username: 'w',
    name: '王',
    roles,
    sees: 'all' as const,
    ...more,
  });
  const news = (more: Partial<Alert>) => ({ transition: 'opened' as const, alert: alertOf('a', more) });
  // biome-ignore format: one reader a line
  test.for([
    // roles                      alert                                       told   because
    [['owner'],                   { severity: 'warning', owner: '王' },        true,  'it is the own project'],
    [['owner', 'auditor'],        { severity: 'warning', owner: '李' },        false, 'it is somebody else\u2019s'],
    [['finance'],                 { severity: 'warning' },                    true,  'finance has everything in hand'],
    [['section_head'],            { severity: 'warning' },                    true,  'a section head hears of the section alone'],
    [['manager'],                 { severity: 'warning' },                    false, 'a manager is called for what is critical'],
    [['manager'],                 { severity: 'critical' },                   true,  'a manager is called for what is critical'],
    [['leader'],                  { severity: 'critical' },                   true,  'so is the leader'],
    [['auditor'],                 { severity: 'critical' },                   false, 'an auditor looks when it is time to'],
    [['admin'],                   { severity: 'critical' },                   false, 'an admin has other cares'],
    [['admin'],                   { severity: 'critical', kind: 'EVALUATION_STALLED' }, true, 'such as this one'],
  ] as const)('%j, of %j: %s, for %s', ([roles, alert, isTold]) => {
    expect(mattersTo(news(alert), reader([...roles]))).toBe(isTold);
  });

  test('whoever sees the own projects alone is told of all that is seen', () => {
    expect(mattersTo(news({ owner: '李' }), reader(['owner'], { sees: 'own' }))).toBe(true);
  });
});

// biome-ignore format: one page a line
test.for([
  // path              name               frame
  ['/',                'nav.overview',    'overview'],
  ['/projects/A001',   'page.project',    'project'],
  ['/alerts',          'nav.alerts',      'table'],
  ['/alerts/some-id',  'page.alert',      'project'],
  ['/import/vouchers', 'nav.import',      'form'],
  ['/imports',         'page.imports',    'table'],
  ['/entry',           'nav.entry',       'table'],
  ['/entry/ledger',    'nav.entry',       'form'],
  ['/me',              'page.me',         'form'],
  ['/meetings/some-id', 'nav.meetings',   'project'],
  ['/constructor',     'page.missing',    'table'],
] as const)('%s is called %s and waits as %s', ([path, name, kind]) => {
  expect([pageName(path), waitingKind(path)]).toEqual([name, kind]);
});

test('every page has a name of its own', () => {
  const paths = screens.map(({ path }) => path).filter((path) => path !== '/wall');
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => pageName(path) === 'page.missing')).toEqual([]);
});

test('the tab says first what waits to be acknowledged', () => {
  expect(titleOf('总览', '对标', 3)).toBe('(3) 总览 · 对标');
  expect(titleOf('总览', '对标', 0)).toBe('总览 · 对标');
});
