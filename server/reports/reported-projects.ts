import type { Database } from '#db/open.ts';
import type { PastMoment } from '#db/queries/alert-history.ts';
import { everyAlert } from '#db/queries/alerts.ts';
import { type PaperTextRow, paperTexts } from '#db/queries/paper-texts.ts';
import { planWords } from '#db/queries/plans.ts';
import { lastDayOf, monthEnd } from '#shared/calendar.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import type { Days } from '#shared/evaluate/snapshot.ts';
import type { MonitoringText } from '#shared/paper-texts.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import type { Sight } from '../sight.ts';
import { planSeq } from '../year-figures.ts';
import { monthsBy, type ReportedProject, type Written } from './project-data.ts';

/** When a paper is about. */
export interface PaperDays extends Days {
  year: number;
  knownAt: string | undefined;
  past: PastMoment | undefined;
}

/** The month-end that the texts of a monitoring form are for. */
export function monitoringPeriod({ year, asOf }: Pick<PaperDays, 'year' | 'asOf'>): string {
  return monthEnd(year, monthsBy(asOf));
}

/** The projects named with all that their forms are made from, in the order of their codes. */
export async function loadReported(
  db: Database,
  cache: PlanCache,
  ids: readonly string[],
  days: PaperDays,
  sight: Sight,
): Promise<ReportedProject[]> {
  const { year, past, knownAt } = days;
  const seq = await planSeq(db);
  const snapshots = await loadSnapshots(db.read, cache, seq, ids, days);
  const words = await planWords(db.read, ids);
  const only = snapshots.length === 1 ? snapshots[0]?.plan.code : undefined;
  const alerts = await everyAlert(db.read, {
    year,
    past,
    conditions: ['firing', 'resolved'],
    project: only,
    seen: sight.seen,
  });
  const rules = await cache.rules(db.read, seq);
  const monitoring = { paper: 'monitoring', period: monitoringPeriod(days), knownAt } as const;
  const selfEvaluation = { paper: 'self-evaluation', period: lastDayOf(year), knownAt } as const;
  const [texts, deviations] = [
    byProject(await paperTexts(db.read, ids, monitoring)),
    byProject(await paperTexts(db.read, ids, selfEvaluation)),
  ];
  return snapshots.map((snapshot) => {
    const { projectId, code } = snapshot.plan;
    const profile = rules.profileOf(snapshot, days.today, knownAt);
    return {
      snapshot,
      profile,
      days,
      standings: indicatorStandings(snapshot, profile, days),
      goals: words.get(snapshot.plan.id)?.goals ?? [],
      // The newest comes first and is what counts.
      taken: new Map(
        alerts
          .filter(({ projectCode, handled }) => projectCode === code && handled.measure !== null)
          .toReversed()
          .map(({ subject, handled }) => [subject, handled]),
      ),
      written: writtenFrom(texts.get(projectId), deviations.get(projectId)),
    };
  });
}

/** Said of the whole project, not of one indicator. */
export const ofProject = 'project';

function writtenFrom(texts: readonly PaperTextRow[] = [], deviations: readonly PaperTextRow[] = []): Written {
  const bySubject = <Text>(rows: readonly PaperTextRow[]) =>
    new Map(rows.map(({ subject, body, at, by }) => [subject, { text: body as Text, at, by }]));
  return {
    monitoring: bySubject<MonitoringText>(texts),
    selfEvaluation: bySubject<{ reason: string | null }>(
      deviations.filter(({ subject }) => subject !== ofProject),
    ),
    goals: bySubject<{ goals: string | null }>(deviations).get(ofProject),
  };
}

function byProject(rows: readonly PaperTextRow[]): Map<string, PaperTextRow[]> {
  const found = new Map<string, PaperTextRow[]>();
  for (const row of rows) found.set(row.projectId, [...(found.get(row.projectId) ?? []), row]);
  return found;
}
