import { randomUUID } from 'node:crypto';
import type { Database } from '#db/open.ts';
import { countLines, listExpenditures } from '#db/queries/ledger-lines.ts';
import { actionEvents } from '#db/queries/meeting-actions.ts';
import { type ItemRow, listMeetings, type MeetingRow } from '#db/queries/meetings.ts';
import { planWords } from '#db/queries/plans.ts';
import type { Tables } from '#db/schema.ts';
import {
  actionTitle,
  byDeviation,
  deviates,
  goodTitle,
  missingTitle,
  mostBelow,
  mostIncluded,
  newsOf,
  type WeighedProject,
} from '#shared/agenda.ts';
import type { Alert } from '#shared/alert.ts';
import { type Day, firstDayOf, lastDayOf } from '#shared/calendar.ts';
import { forecastFor } from '#shared/evaluate/forecast.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { showProject } from '#shared/figures.ts';
import { showIndicator } from '#shared/indicator-view.ts';
import { type Language, type Said, said } from '#shared/language.ts';
import {
  type AgendaKind,
  type PackMissing,
  type PackProject,
  type PackVoucher,
  remindingOf,
} from '#shared/meeting.ts';
import { toYuan } from '#shared/money.ts';
import { spentBy } from '#shared/plan.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { overviewOf } from '../http/overview.ts';
import { nodeFigures, spentSoFar } from '../http/projects.ts';
import { showAlert } from '../show-alert.ts';
import { inSlices } from '../slices.ts';
import { planSeq } from '../year-figures.ts';
import { earlierActions, type ScopedAction } from './earlier-actions.ts';
import { type Gathered, type GatheredProject, gather, type Scope } from './gather.ts';
import { type GoodNews, goodNews } from './good-news.ts';
import { daysOf, type Moment } from './moment.ts';
import { showAction } from './show-action.ts';
import { type Warning, warningsOf } from './warnings.ts';

/** So many voucher lines of a project go with it. */
const mostVouchers = 200;

/** A part of the item of what is missing, or of good news: of which project it is decides who sees it. */
export type MissingPart = PackMissing & { projectId: string };
export type GoodPart = GoodNews;

/** A meeting as it is about to be stored. */
export interface Frozen {
  moment: Moment;
  warnings: Warning[];
  overview: Record<Language, string>;
  projects: Tables['meeting_project'][];
  alerts: Tables['meeting_alert'][];
  items: ItemRow[];
  previous: MeetingRow | undefined;
}

type Pack = Omit<PackProject, 'project' | 'alerts' | 'vouchers' | 'voucherCount'>;

/** Everything that a meeting shows, made once: as of its node, judged today, as known at the moment of its opening. */
export async function freeze(
  { db, cache }: { db: Database; cache: PlanCache },
  id: string,
  scope: Scope,
  moment: Moment,
): Promise<Frozen> {
  const gathered = await gather(db, cache, scope, moment);
  const meetings = await listMeetings(db.read, moment.year);
  const ofScope = meetings.filter(
    ({ department, openedAt }) => department?.code === scope.department?.code && openedAt <= moment.knownAt,
  );
  const previous = ofScope.find(({ node }) => node <= moment.asOf);
  const alerts = await shownAlerts(gathered, moment);
  const byProject = new Map<string | null, SaidAlert[]>();
  for (const one of alerts)
    byProject.set(one.row.projectCode, [...(byProject.get(one.row.projectCode) ?? []), one]);
  const weighed = gathered.projects.map(
    (project): WeighedProject & GatheredProject & { said: SaidAlert[] } => {
      const own = byProject.get(project.figures.code) ?? [];
      return { ...project, alerts: own.map(({ row }) => row), said: own };
    },
  );
  const order = weighed.toSorted(byDeviation);
  const codes = new Map(weighed.map(({ figures }) => [figures.code, figures.projectId]));
  const ids = new Set(codes.values());
  const actions = await earlierActions(db.read, moment.knownAt, scope.department?.code, ids);
  const off = order.filter(deviates);
  const taken = off.slice(0, mostIncluded + mostBelow);
  const items: ItemRow[] = [
    ...(await actionItems(db, actions, moment)),
    ...taken.map((one, at) => ({
      ...item(
        'project',
        both((language) => newsOf(one.figures, inLanguage(one.said, language), language)),
      ),
      included: Number(at < mostIncluded),
      project_id: one.figures.projectId,
    })),
    ...missingItem(order),
    ...goodItem(
      await goodNews(db, gathered, actions, previous?.today ?? nodeBefore(meetings, moment), moment),
    ),
  ].map((one, position) => ({ ...one, meeting_id: id, position }));
  const packed = new Set(items.flatMap(({ project_id }) => project_id ?? []));
  const packs = await packsOf(
    db,
    cache,
    [...packed].filter((one) => ids.has(one)),
    moment,
  );
  const overview = async (language: Language) =>
    JSON.stringify(
      await overviewOf(
        db,
        weighed.map(({ figures }) => figures),
        daysOf(moment, language),
        gathered.sight,
      ),
    );
  const projects = await inSlices([...order.entries()], 50, (some) =>
    some.map(([position, { figures }]) => {
      const pack = packs.get(figures.projectId);
      const shown = (language: Language) =>
        JSON.stringify(showProject(figures, language, gathered.firing.get(figures.projectId) ?? 0));
      return {
        meeting_id: id,
        project_id: figures.projectId,
        position,
        code: figures.code,
        name: figures.name,
        project_zh: shown('zh'),
        project_en: shown('en'),
        pack_zh: pack?.zh ?? null,
        pack_en: pack?.en ?? null,
        vouchers: pack?.vouchers ?? null,
        voucher_count: pack?.voucherCount ?? 0,
      };
    }),
  );
  const alertRows = await inSlices([...alerts.entries()], 100, (some) =>
    some.map(([position, { row, zh, en }]) => ({
      meeting_id: id,
      alert_id: row.id,
      position,
      project_id: codes.get(row.projectCode ?? '') ?? null,
      department: row.department,
      predecessor: row.predecessor,
      zh: JSON.stringify(zh),
      en: JSON.stringify(en),
    })),
  );
  return {
    moment,
    warnings: warningsOf(
      {
        gathered,
        left: off.length - taken.length,
        sameOpen: ofScope.some((one) => one.node === moment.asOf && !one.closedAt),
      },
      moment,
    ),
    overview: { zh: await overview('zh'), en: await overview('en') },
    projects: projects.flat(),
    alerts: alertRows.flat(),
    items,
    previous,
  };
}

interface SaidAlert {
  row: Gathered['open'][number];
  zh: Alert;
  en: Alert;
}

function inLanguage(alerts: readonly SaidAlert[], language: Language): Alert[] {
  return alerts.map((one) => one[language]);
}

function both(say: (language: Language) => string): Said {
  return said(say('zh'), say('en'));
}

/** The alerts as they are said on the day of judging; money is said as of the day up to which it is counted. */
async function shownAlerts({ open }: Gathered, { asOf, today }: Moment): Promise<SaidAlert[]> {
  const slices = await inSlices(open, 100, (some) =>
    some.map((row) => {
      const day = row.kind === 'SPEND_BEHIND' ? asOf : today;
      return { row, zh: showAlert(row, 'zh', day), en: showAlert(row, 'en', day) };
    }),
  );
  return slices.flat();
}

/** Good news counts from the meeting before; where there was none, from the beginning of the year. */
function nodeBefore(meetings: readonly MeetingRow[], { year, asOf }: Moment): Day {
  return meetings.find(({ node }) => node < asOf)?.node ?? firstDayOf(year);
}

function item(kind: AgendaKind, title: Said): ItemRow {
  return {
    id: randomUUID(),
    meeting_id: '',
    position: 0,
    kind,
    included: 1,
    title_zh: title.zh,
    title_en: title.en,
    project_id: null,
    action_id: null,
    action_zh: null,
    action_en: null,
    parts: null,
    statement: null,
    notes: '',
    decision: null,
  };
}

/** What earlier meetings decided and is not closed: what is overdue first, then by its day. */
async function actionItems(
  db: Database,
  actions: readonly ScopedAction[],
  { today, knownAt }: Moment,
): Promise<ItemRow[]> {
  const owed = actions.filter(({ state }) => state !== 'closed');
  const stories = await actionEvents(
    db.read,
    owed.map(({ id }) => id),
    knownAt,
  );
  const isLate = ({ state, by }: ScopedAction) => Number(!remindingOf(state, by, today).overdue);
  return owed
    .toSorted((a, b) => isLate(a) - isLate(b))
    .map((row) => {
      const { overdue } = remindingOf(row.state, row.by, today);
      const shown = (language: Language) =>
        JSON.stringify(showAction(row, stories.get(row.id) ?? [], { language, today, moves: [] }));
      return {
        ...item(
          'action',
          both((language) => actionTitle({ ...row, overdue }, language)),
        ),
        project_id: row.projectId,
        action_id: row.id,
        action_zh: shown('zh'),
        action_en: shown('en'),
      };
    });
}

function missingItem(projects: readonly GatheredProject[]): ItemRow[] {
  const parts = projects.flatMap(({ figures, missing }) =>
    missing.map((one): MissingPart => ({ ...one, projectId: figures.projectId })),
  );
  if (parts.length === 0) return [];
  return [
    {
      ...item(
        'missing',
        both((language) => missingTitle(parts, language)),
      ),
      parts: JSON.stringify(parts),
    },
  ];
}

function goodItem(parts: readonly GoodPart[]): ItemRow[] {
  if (parts.length === 0) return [];
  const title = both((language) => goodTitle(projectsIn(parts), language));
  return [{ ...item('good', title), parts: JSON.stringify(parts) }];
}

/** How many projects good news is about. */
export function projectsIn(parts: readonly GoodPart[]): number {
  return new Set(parts.map(({ projectId }) => projectId)).size;
}

/** All that a slide of a project shows beside its row, in both languages, by project id. */
async function packsOf(db: Database, cache: PlanCache, ids: readonly string[], moment: Moment) {
  const { year, asOf, today, knownAt } = moment;
  const rules = await cache.rules(db.read, await planSeq(db));
  const words = await planWords(db.read, ids);
  const packs = new Map<string, Record<Language, string> & { vouchers: string; voucherCount: number }>();
  await inSlices(ids, 10, async (some) => {
    for (const snapshot of await loadSnapshots(db.read, cache.passing, await planSeq(db), some, moment)) {
      const { plan } = snapshot;
      const profile = rules.profileOf(snapshot, today, knownAt);
      const standings = indicatorStandings(snapshot, profile, moment);
      const actual = spentSoFar(snapshot, asOf);
      const yearEnd = { day: lastDayOf(year), amount: toYuan(forecastFor(snapshot, profile, moment).amount) };
      const now = { day: asOf, amount: toYuan(spentBy(snapshot.spending, asOf)) };
      const forecast = asOf < yearEnd.day ? [now, yearEnd] : [];
      const pack = (language: Language): Pack => ({
        goals: words.get(plan.id)?.goals ?? [],
        nodes: nodeFigures(snapshot, profile, moment),
        actual,
        forecast,
        indicators: standings.map((one) => showIndicator(plan, one, moment, language)),
      });
      const lines = await listExpenditures(db.read, {
        year,
        project: plan.code,
        asOf,
        knownAt,
        limit: mostVouchers,
      });
      const vouchers = lines.map(
        ({ voucherNo, line, paidOn, amount, fundSource, payee, purpose }): PackVoucher => ({
          ...{ voucherNo, line, paidOn, amount, fundSource, payee, purpose },
        }),
      );
      packs.set(plan.projectId, {
        zh: JSON.stringify(pack('zh')),
        en: JSON.stringify(pack('en')),
        vouchers: JSON.stringify(vouchers),
        voucherCount:
          lines.length < mostVouchers
            ? lines.length
            : await countLines(db.read, { projectId: plan.projectId, asOf, knownAt }),
      });
    }
  });
  return packs;
}
