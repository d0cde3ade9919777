import type { Database } from '#db/open.ts';
import { alertsById } from '#db/queries/alert-rows.ts';
import { everyAlert, openAlertsByProject } from '#db/queries/alerts.ts';
import { findMeeting, frozenAlerts, frozenProjects, type MeetingRow } from '#db/queries/meetings.ts';
import type { Db } from '#db/schema.ts';
import { meetingTitle } from '#shared/agenda.ts';
import type { Alert, ResolvedBecause } from '#shared/alert.ts';
import type { Light, Project } from '#shared/api.ts';
import type { Instant } from '#shared/calendar.ts';
import { showProject, worstFirst } from '#shared/figures.ts';
import { type Said, said } from '#shared/language.ts';
import type { ComparedProject, MeetingComparison, Side, TotalSide } from '#shared/meeting.ts';
import { parseYuan, rateOf, toYuan } from '#shared/money.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError } from '../http/errors.ts';
import { showAlert } from '../show-alert.ts';
import { figuresOfYear } from '../year-figures.ts';
import { earlierActions } from './earlier-actions.ts';
import { type Between, promisesBetween } from './promises.ts';
import { type Reader, seesAction, seesWhole } from './reader.ts';

/** One of the two that are compared. */
interface Stand {
  title: string;
  asOf: string;
  knownAt: Instant;
  projects: Project[];
  alerts: StandingAlert[];
}

interface StandingAlert {
  id: string;
  projectName: string | null;
  text: string;
}

/** What became better, worse, new and over between the meeting before and this one, or since this one until now. */
export async function compareMeeting(
  db: Database,
  cache: PlanCache,
  meeting: MeetingRow,
  reader: Reader,
  other: 'previous' | 'now',
): Promise<MeetingComparison> {
  const { year, department, today, knownAt } = meeting;
  const previous = meeting.previousId === null ? undefined : await findMeeting(db.read, meeting.previousId);
  if (other === 'previous' && !previous)
    throw new HttpError(
      404,
      'no_previous',
      said(
        '这是本年第一次调度会，没有可比的上一次。',
        'It is the first meeting of its year: there is none before it.',
      ),
    );
  const held = await standOf(db.read, meeting, reader);
  const [before, after] =
    other === 'previous' && previous
      ? [await standOf(db.read, previous, reader), held]
      : [held, await standNow(db, cache, meeting, reader)];
  const between: Between =
    other === 'previous' && previous
      ? { year, from: previous.today, to: today, knownAt }
      : { year, from: today, to: reader.today, knownAt: undefined };
  const { sight } = reader;
  const ids = new Set((await frozenProjects(db.read, meeting.id, 'zh')).map(({ projectId }) => projectId));
  const decidedBefore = other === 'previous' ? meeting.openedAt : after.knownAt;
  const actions = await earlierActions(db.read, decidedBefore, department?.code, ids);
  const isWhole = seesWhole(reader, department?.code ?? null);
  const seen = department ? { projects: [...ids], departments: [department.code] } : undefined;
  const moment = ({ title, asOf, knownAt: known }: Stand) => ({ title, asOf, knownAt: known });
  return {
    with: other,
    before: moment(before),
    after: moment(after),
    total: isWhole ? { before: totalOf(before.projects), after: totalOf(after.projects) } : null,
    projects: comparedProjects(before.projects, after.projects),
    ...(await newAndOver(db.read, year, before, after, reader)),
    promises: await promisesBetween(db.read, between, {
      actions: actions.filter((one) => seesAction(reader, one)),
      seen,
      knows: (code) => sight.knowsCode(year, code),
    }),
  };
}

/** A meeting as it stood, of what its reader sees. */
async function standOf(db: Db, meeting: MeetingRow, reader: Reader): Promise<Stand> {
  const { sight, language } = reader;
  const projects = await frozenProjects(db, meeting.id, language);
  const alerts = await frozenAlerts(db, meeting.id, language);
  return {
    title: meetingTitle(meeting, language),
    asOf: meeting.node,
    knownAt: meeting.knownAt,
    projects: projects
      .filter(({ projectId }) => sight.knows(projectId))
      .map(({ project }) => JSON.parse(project) as Project),
    alerts: alerts
      .filter(({ projectId, department }) =>
        projectId === null ? sight.seesDepartment(department) : sight.knows(projectId),
      )
      .map(({ alert }) => standing(JSON.parse(alert) as Alert)),
  };
}

/** The same node and day of judging as they are known now; of alerts what is open now. */
async function standNow(
  db: Database,
  cache: PlanCache,
  { year, node, today, department }: MeetingRow,
  { sight, language, today: now }: Reader,
): Promise<Stand> {
  const asked = { year, asOf: node, today, knownAt: undefined, isNow: false };
  const figures = (await figuresOfYear(db, cache, asked, sight)).filter(
    (one) => department === null || one.department.code === department.code,
  );
  const firing = await openAlertsByProject(db.read, year);
  const open = await everyAlert(db.read, { year, conditions: ['pending', 'firing'], seen: sight.seen });
  return {
    title: said('现在', 'Now')[language],
    asOf: node,
    knownAt: new Date().toISOString(),
    projects: figures
      .toSorted(worstFirst)
      .map((one) => showProject(one, language, firing.get(one.projectId) ?? 0)),
    alerts: open
      .filter((one) => department === null || one.department === department.code)
      .map((row) => standing(showAlert(row, language, now))),
  };
}

function standing({ id, projectName, explanation }: Alert): StandingAlert {
  return { id, projectName, text: explanation.text };
}

function sideOf({ spent, shortfall, executionRate, lights, openAlerts }: Project): Side {
  const [planLight, resultsLight] = [lights.plan.state, lights.results.state];
  return { spent, shortfall, executionRate, planLight, resultsLight, openAlerts };
}

function totalOf(projects: readonly Project[]): TotalSide {
  const sum = (of: (one: Project) => string) =>
    projects.reduce((total, one) => total + (parseYuan(of(one)) ?? 0), 0);
  const [budget, planned, spent] = [
    sum((one) => one.budget),
    sum((one) => one.planned),
    sum((one) => one.spent),
  ];
  const counts = (light: 'plan' | 'results') => {
    const states: Record<Light['state'], number> = {
      grey: 0,
      green: 0,
      yellow: 0,
      red: 0,
      blue: 0,
      missing: 0,
    };
    for (const { lights } of projects) states[lights[light].state] += 1;
    return states;
  };
  return {
    projects: projects.length,
    budget: toYuan(budget),
    planned: toYuan(planned),
    spent: toYuan(spent),
    shortfall: toYuan(Math.max(0, planned - spent)),
    executionRate: rateOf(spent, budget),
    openAlerts: projects.reduce((total, one) => total + one.openAlerts, 0),
    plan: counts('plan'),
    results: counts('results'),
  };
}

/** In the order of the one after; those that are gone last. */
function comparedProjects(before: readonly Project[], after: readonly Project[]): ComparedProject[] {
  const was = new Map(before.map((one) => [one.code, one]));
  const is = new Set(after.map(({ code }) => code));
  const gone = before.filter(({ code }) => !is.has(code));
  return [
    ...after.map((one): ComparedProject => {
      const earlier = was.get(one.code);
      const [from, to] = [earlier ? sideOf(earlier) : null, sideOf(one)];
      return {
        code: one.code,
        name: one.name,
        before: from,
        after: to,
        change: from ? changeOf(from, to) : 'new',
      };
    }),
    ...gone.map((one): ComparedProject => {
      return { code: one.code, name: one.name, before: sideOf(one), after: null, change: 'gone' };
    }),
  ];
}

const badness: Record<Light['state'], number> = { red: 3, yellow: 2, missing: 1, green: 0, blue: 0, grey: 0 };

/** By the first that differs: own plan, results, shortfall, open alerts. */
export function changeOf(before: Side, after: Side): 'better' | 'worse' | 'same' {
  const fen = ({ shortfall }: Side) => parseYuan(shortfall) ?? 0;
  const difference =
    badness[after.planLight] - badness[before.planLight] ||
    badness[after.resultsLight] - badness[before.resultsLight] ||
    fen(after) - fen(before) ||
    after.openAlerts - before.openAlerts;
  return difference === 0 ? 'same' : difference > 0 ? 'worse' : 'better';
}

/** Alerts that only the one after has, and those that only the one before had; what goes on at the next node is neither. */
async function newAndOver(db: Db, year: number, before: Stand, after: Stand, { language }: Reader) {
  const links = await db
    .selectFrom('alert')
    .select(['id', 'predecessor_id as from'])
    .where('year', '=', year)
    .where('predecessor_id', 'is not', null)
    .execute();
  const from = new Map(links.map((one) => [one.id, one.from]));
  const [was, is] = [idsOfStand(before), idsOfStand(after)];
  const goesOn = new Set<string>();
  const isNew = ({ id }: StandingAlert) => {
    for (let at: string | null | undefined = id; at; at = from.get(at)) {
      if (!was.has(at)) continue;
      goesOn.add(at);
      return false;
    }
    return true;
  };
  const opened = after.alerts.filter(isNew);
  const over = before.alerts.filter(({ id }) => !is.has(id) && !goesOn.has(id));
  const rows = new Map(
    (
      await alertsById(
        db,
        over.map(({ id }) => id),
      )
    ).map((row) => [row.id, row.resolvedBecause]),
  );
  return {
    opened,
    closed: over.map((one) => ({ ...one, because: reasons[rows.get(one.id) ?? 'dropped'][language] })),
  };
}

function idsOfStand({ alerts }: Stand): Set<string> {
  return new Set(alerts.map(({ id }) => id));
}

const reasons: Record<ResolvedBecause | 'dropped', Said> = {
  recovered: said('已恢复', 'recovered'),
  data_corrected: said('数据更正', 'data corrected'),
  plan_revised: said('计划调整', 'plan revised'),
  completed: said('项目完结', 'project finished'),
  period_closed: said('本期结束', 'period over'),
  accepted: said('已认可', 'accepted'),
  dropped: said('未成为预警', 'it never became an alert'),
};
