import { randomUUID } from 'node:crypto';
import type { AlertChange } from '#db/gate.ts';
import type { AlertRow } from '#db/queries/alert-rows.ts';
import type { KeptHandling } from '#db/queries/handling.ts';
import type {
  AlertEnd,
  AlertUpdate,
  Moment,
  NewAlert,
  NewAlertEvent,
  OpenAlertOf,
  Scope,
} from '#db/queries/open-alerts.ts';
import type { EventDetail } from '#shared/alert.ts';
import { isRemark } from '#shared/alert-kinds.ts';
import { type Handled, untouched } from '#shared/handling.ts';
import type { Charge } from '#shared/lapse.ts';
import type { OpenAlert, Transition } from '#shared/transitions.ts';
import { endOf, type Life, type Living, lifeOf, type Standing } from './life.ts';

/** What a scope's alerts became in one evaluation, before it is written. */
export interface Reconciled {
  scope: Scope;
  /** What the project is called; null of a department. */
  name: string | null;
  open: readonly OpenAlertOf[];
  transitions: Transition[];
  charge: Charge;
  /** The code of the department. */
  department: string;
}

type Told = { id: string; transition: AlertChange['transition'] };

/** What an evaluation makes of the alerts of one scope, as rows to be written and as they stand then. */
export class Story {
  readonly #reconciled: Reconciled;
  readonly #moment: Moment;
  readonly #handlings: ReadonlyMap<string, Handled>;
  readonly opened: NewAlert[] = [];
  readonly updated: AlertUpdate[] = [];
  readonly resolved: AlertEnd[] = [];
  readonly dropped: { id: string }[] = [];
  readonly ended: KeptHandling[] = [];
  /** The events of what opens or ends, and of what changed. */
  readonly beginnings: NewAlertEvent[] = [];
  readonly changes: NewAlertEvent[] = [];
  readonly told: Told[] = [];
  readonly #standing: Map<string, Standing>;
  /** Every alert that was open or is now, as it is shown but for its handling. */
  readonly #rows: Map<string, AlertRow>;
  #life: Life | undefined;

  constructor(reconciled: Reconciled, moment: Moment, handlings: ReadonlyMap<string, Handled>) {
    this.#reconciled = reconciled;
    this.#moment = moment;
    this.#handlings = handlings;
    this.#standing = new Map(
      reconciled.open.map((alert): [string, Standing] => [alert.id, asItStood(alert)]),
    );
    this.#rows = new Map(reconciled.open.map((alert) => [alert.id, this.#rowOf(alert)]));
  }

  /** The keys of the alerts that open. */
  get keys(): string[] {
    return this.#reconciled.transitions.flatMap((one) => (one.do === 'open' ? this.#keyOf(one) : []));
  }

  get code(): string {
    return this.#reconciled.scope.code;
  }

  get isOfDepartment(): boolean {
    return this.#reconciled.scope.projectId === null;
  }

  get hasChanged(): boolean {
    const { events = [], mutings = [] } = this.#life ?? {};
    return this.#reconciled.transitions.length > 0 || events.length > 0 || mutings.length > 0;
  }

  /** Goes through the transitions. */
  tell(episodes: ReadonlyMap<string, number>) {
    for (const transition of this.#reconciled.transitions) {
      if (transition.do === 'open') this.#open(transition, episodes);
      else if (transition.do === 'update') this.#update(transition);
      else if (transition.do === 'resolve') this.#resolve(transition);
      else {
        this.#standing.delete(transition.alert.id);
        this.dropped.push({ id: transition.alert.id });
      }
    }
  }

  /** What begins to fire, with its key and episode. */
  beginning(): { id: string; key: string; episode: number }[] {
    return [...this.#standing.values()].flatMap(({ id, begins }) => {
      const row = this.#rows.get(id);
      return begins && row ? { id, key: row.key, episode: row.episode } : [];
    });
  }

  /** Lets the handling catch up with the day. */
  live(around: Pick<Living, 'silences' | 'flips'>): Life {
    const { scope, open, charge } = this.#reconciled;
    const projectCode = scope.projectId === null ? null : scope.code;
    const standing = [...this.#standing.values()];
    const living = { projectCode, charge, before: open, standing, handlings: this.#handlings, ...around };
    this.#life = lifeOf(living, this.#moment.day);
    return this.#life;
  }

  /** The alerts that are told, as they stand now. */
  shown(): AlertChange[] {
    const { handlings = [], mutings = [], told = [] } = this.#life ?? {};
    const handled = new Map([...this.ended, ...handlings].map((one) => [one.alert, one.handled]));
    const muted = new Map(mutings.map(({ alert, by }) => [alert, by]));
    const known = new Set(this.told.map(({ id }) => id));
    return [...this.told, ...told.filter(({ id }) => !known.has(id))].flatMap(({ id, transition }) => {
      const row = this.#rows.get(id);
      if (!row) return [];
      const now = handled.get(id) ?? row.handled;
      const mutedBy = muted.get(id);
      const alert: AlertRow = {
        ...row,
        handled: now,
        handling: now.state,
        ...(mutedBy !== undefined && { mutedBy }),
      };
      return { transition, asOf: this.#moment.day, alert };
    });
  }

  #open(transition: Extract<Transition, { do: 'open' }>, episodes: ReadonlyMap<string, number>) {
    const { finding, predecessor } = transition;
    const { kind, subject, period, severity, condition, facts } = finding;
    const { year, projectId, departmentId } = this.#reconciled.scope;
    const { at, seq, day } = this.#moment;
    const [id, key] = [randomUUID(), this.#keyOf(transition)];
    const episode = (episodes.get(key) ?? 0) + 1;
    const words = JSON.stringify(facts);
    const since = day;
    this.opened.push({
      ...{ id, key, episode, year, projectId, departmentId, kind, subject, period, severity, condition },
      ...{ since, at, seq, predecessor, facts: words },
    });
    const begins = condition === 'firing';
    const alert = { id, kind, subject, severity, condition, facts, predecessor };
    this.#standing.set(id, { ...alert, begins, wasMuted: null });
    const opened = { openedAt: at, openedSeq: seq, since, mutedBy: null };
    this.#rows.set(id, this.#rowOf({ ...alert, key, episode, year, projectId, period, ...opened }));
    const what = begins ? 'opened' : 'pending';
    this.beginnings.push({ alert: id, what, severity, facts: words, note: null });
    if (begins && !(isRemark(kind) && episode > 1)) this.told.push({ id, transition: 'opened' });
  }

  #update({ alert, finding, predecessor, say }: Extract<Transition, { do: 'update' }>) {
    const { id } = alert;
    const { severity, condition, facts } = finding;
    const { at, seq, day } = this.#moment;
    const begins = alert.condition === 'pending' && condition === 'firing';
    this.#standing.set(id, { ...asItStood(alert), severity, condition, facts, begins, predecessor });
    const words = JSON.stringify(facts);
    const figures = { severity, condition, facts: words };
    this.updated.push({ id, ...figures, begins: Number(begins), predecessor, day, at, seq });
    this.changes.push({ alert: id, what: say ?? 'changed', severity, facts: words, note: null });
    this.#amend(id, {
      ...{ severity, condition, facts },
      ...(begins && { since: day, openedAt: at, openedSeq: seq }),
      ...(predecessor !== null && { predecessor }),
    });
    if (say) this.told.push({ id, transition: say });
  }

  #resolve(transition: Extract<Transition, { do: 'resolve' }>) {
    const { alert, because, facts } = transition;
    const { at, day } = this.#moment;
    this.#standing.delete(alert.id);
    const end = endOf(transition, this.#handlings, day);
    if (end) this.ended.push({ alert: alert.id, handled: end.handled });
    const words = JSON.stringify(facts);
    this.resolved.push({ id: alert.id, facts: words, at, day, because });
    const event = {
      alert: alert.id,
      what: 'resolved',
      severity: alert.severity,
      facts: words,
      note: because,
    };
    this.beginnings.push(withRules({ ...event, ...end?.event }, facts.endedBy));
    const over = {
      condition: 'resolved',
      resolvedAt: at,
      resolvedOn: day,
      resolvedBecause: because,
    } as const;
    this.#amend(alert.id, { ...over, facts });
    this.told.push({ id: alert.id, transition: 'resolved' });
  }

  #amend(id: string, changed: Partial<AlertRow>) {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, { ...row, ...changed });
  }

  #keyOf({ finding }: Extract<Transition, { do: 'open' }>): string {
    const { year, code } = this.#reconciled.scope;
    return [year, code, finding.kind, finding.subject, finding.period].join('|');
  }

  #rowOf({ projectId, ...alert }: OpenAlertOf): AlertRow {
    const { scope, name, charge, department } = this.#reconciled;
    const handled = this.#handlings.get(alert.id) ?? untouched;
    return {
      ...alert,
      projectCode: projectId === null ? null : scope.code,
      projectName: name,
      ...charge,
      department,
      handling: handled.state,
      resolvedAt: null,
      resolvedOn: null,
      resolvedBecause: null,
      handled,
    };
  }
}

/** What ended because the rules were changed says by which version. */
function withRules(event: NewAlertEvent, rules: number | undefined): NewAlertEvent {
  if (rules === undefined) return event;
  const detail = JSON.parse(event.detail ?? '{}') as EventDetail;
  return { ...event, detail: JSON.stringify({ ...detail, rules }) };
}

function asItStood({ id, kind, subject, severity, condition, facts, mutedBy }: OpenAlert): Standing {
  const alert = { id, kind, subject, severity, condition, facts };
  return { ...alert, begins: false, predecessor: null, wasMuted: mutedBy };
}
