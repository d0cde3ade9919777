import type { AlertKind, Condition, Handling, ResolvedBecause, Severity } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import type { Handled } from '#shared/handling.ts';
import type { Db } from '../schema.ts';
import { handledFrom } from './handling.ts';

export interface AlertRow {
  id: string;
  key: string;
  kind: AlertKind;
  year: number;
  projectCode: string | null;
  projectName: string | null;
  owner: string | null;
  section: string | null;
  /** The code of its department. */
  department: string;
  subject: string;
  period: string;
  severity: Severity;
  condition: Condition;
  handling: Handling;
  episode: number;
  since: Day;
  openedAt: Instant;
  openedSeq: number;
  resolvedAt: Instant | null;
  resolvedOn: Day | null;
  resolvedBecause: ResolvedBecause | null;
  mutedBy: string | null;
  predecessor: string | null;
  facts: Facts;
  handled: Handled;
}

export async function alertsById(db: Db, ids: readonly string[]): Promise<AlertRow[]> {
  if (ids.length === 0) return [];
  const rows = await shownAlerts(db).where('alert.id', 'in', ids).execute();
  return rows.map(alertFrom);
}

/** The open alerts of a year that fire or wait, for whoever asks which of them a silence would hide. */
export async function openAlertsOf(db: Db, year: number): Promise<AlertRow[]> {
  const query = shownAlerts(db).where('alert.year', '=', year).where('resolved_at', 'is', null);
  return (await query.orderBy('alert.opened_seq', 'desc').execute()).map(alertFrom);
}

/** Alerts with their project and how they are being handled. */
export function shownAlerts(db: Db) {
  return db
    .selectFrom('alert')
    .innerJoin('department', 'department.id', 'alert.department_id')
    .leftJoin('project', 'project.id', 'alert.project_id')
    .leftJoin('alert_handling as h', 'h.alert_id', 'alert.id')
    .select(alertColumns)
    .select(handlingColumns);
}

type Shown = Awaited<ReturnType<ReturnType<typeof shownAlerts>['execute']>>[number];

export function alertFrom({
  facts,
  takenBy,
  cause,
  measure,
  promisedOn,
  promise,
  acknowledgedOn,
  acknowledgedBy,
  acknowledgedSeverity,
  acknowledgedGap,
  result,
  submittedBy,
  acceptedUntil,
  acceptedBy,
  level,
  waitingSince,
  flappingSince,
  ...row
}: Shown): AlertRow {
  const handled = handledFrom({
    state: row.handling,
    owner: takenBy,
    ...{ cause, measure, promisedOn, promise, acknowledgedOn, acknowledgedBy, acknowledgedSeverity },
    ...{
      acknowledgedGap,
      result,
      submittedBy,
      acceptedUntil,
      acceptedBy,
      waitingSince,
      flappingSince,
    },
    level: level as Handled['level'] | null,
  });
  return { ...row, facts: JSON.parse(facts) as Facts, handled };
}

const alertColumns = [
  'alert.id',
  'alert.key',
  'alert.kind',
  'alert.year',
  'project.code as projectCode',
  'project.name as projectName',
  'project.owner',
  'project.section',
  'department.code as department',
  'alert.subject',
  'alert.period',
  'alert.severity',
  'alert.condition',
  'alert.handling',
  'alert.episode',
  'alert.since',
  'alert.opened_at as openedAt',
  'alert.opened_seq as openedSeq',
  'alert.resolved_at as resolvedAt',
  'alert.resolved_on as resolvedOn',
  'alert.resolved_because as resolvedBecause',
  'alert.muted_by as mutedBy',
  'alert.predecessor_id as predecessor',
  'alert.facts',
] as const;

const handlingColumns = [
  'h.owner as takenBy',
  'h.cause',
  'h.measure',
  'h.promised_on as promisedOn',
  'h.promise',
  'h.acknowledged_on as acknowledgedOn',
  'h.acknowledged_by as acknowledgedBy',
  'h.acknowledged_severity as acknowledgedSeverity',
  'h.acknowledged_gap as acknowledgedGap',
  'h.result',
  'h.submitted_by as submittedBy',
  'h.accepted_until as acceptedUntil',
  'h.accepted_by as acceptedBy',
  'h.level',
  'h.waiting_since as waitingSince',
  'h.flapping_since as flappingSince',
] as const;
