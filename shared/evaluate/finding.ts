import type { AlertKind, ResolvedBecause, Severity } from '../alert.ts';
import type { Day, Instant } from '../calendar.ts';
import type { FundSource } from '../expenditure.ts';
import type { Fen } from '../money.ts';
import type { PlanFault } from '../plan-faults.ts';

/** What an alert keeps beside its arithmetic, for as long as it is open. */
export interface Kept {
  /** The version of the rules that raised it; 0 for the defaults. */
  profile?: number;
  /** The version of the rules under which it is off no more, where that is why it ended. */
  endedBy?: number;
  /** At how many nodes or periods in a row it stands, this one included; absent at the first. */
  inRow?: number;
}

/** The inputs of a finding's arithmetic, kept with the alert so that it can be said and checked again. */
export type Facts = Kept & (MoneyFacts | ResultFacts | DutyFacts);

type MoneyFacts =
  | {
      kind: 'SPEND_BEHIND';
      node: Day;
      cum: Fen;
      /** Spent by the end of the node's day, and by now. */
      atNode: Fen;
      spent: Fen;
      toClear: Fen;
      /** Set while the ledger is not covered to the node. */
      coveredTo?: Day | null;
      warning: number;
      critical: number;
      /** After 31 December nothing more can be paid in the year. */
      yearOver: boolean;
    }
  | { kind: 'OVER_BUDGET'; of: 'total' | 'fiscal' | 'other'; budget: Fen; spent: Fen }
  | {
      kind: 'LUMP_APPROACHING';
      /** A step that holds most of the budget, or the treasury's closing day for what is left. */
      of: 'step' | 'closing';
      /** The node's day, or the closing day. */
      on: Day;
      /** What is to be paid by then, and what of it is. */
      due: Fen;
      spent: Fen;
      toClear: Fen;
      /** Percent: of the step that is to be spent, of the budget that must not be left. */
      line: number;
    }
  | {
      kind: 'FORECAST_SHORT';
      budget: Fen;
      forecast: Fen;
      spent: Fen;
      /** The last node past its grace and its plan; null before there is one. */
      node: Day | null;
      cum: Fen;
      /** The pace that what is still to come is reckoned with, in percent with one decimal. */
      pace: string;
      /** The owner's own figure stands for the reckoned one. */
      own: boolean;
      /** Nothing more can come: the forecast is what was spent. */
      final: boolean;
      toClear: Fen | null;
      watch: number;
      warning: number;
    }
  | { kind: 'SPEND_AHEAD'; node: Day; cum: Fen; spent: Fen; line: number }
  | { kind: 'PACE_BEHIND'; node: Day; months: number; budget: Fen; spent: Fen; line: number }
  | { kind: 'YEAR_END_RUSH'; budget: Fen; december: Fen; planned: Fen; line: number };

/** An indicator's target and value as decimal texts with their unit. */
interface MeasuredFacts {
  indicatorId: string;
  indicator: string;
  period: Day;
  /** The printed target, and its bound and the value as decimal texts with their unit. */
  target: string;
  expected: string;
  actual: string;
  unit: string;
}

/** How far a value is off its target. */
interface GapFacts extends MeasuredFacts {
  /** Whether it was missed by being too much. */
  reverse: boolean;
  /** The gap in the unit, and as a fraction of the target with four places. */
  gap: string;
  gapRate: string;
  measuredOn: Day;
}

type ResultFacts =
  | (GapFacts & {
      kind: 'INDICATOR_MISSED';
      /** Read from the ledger, not reported by anybody. */
      ledger: boolean;
      /** The gap from which it is critical, in percent. */
      critical?: number;
    })
  | (GapFacts & {
      kind: 'INDICATOR_AT_RISK';
      /** Short of the prorated figure, too small a sample to say, or off in a value that waits for approval. */
      because: 'short' | 'doubtful' | 'provisional';
      /** How many answers at the same rate would settle it. */
      answers?: number;
    })
  | (MeasuredFacts & { kind: 'TARGET_TOO_LOW'; rate: string; line: number })
  | {
      kind: 'DEADLINE_SOON';
      indicatorId: string;
      indicator: string;
      date: Day;
      /** The first day on which it counts as missed, where nothing is reported. */
      missedFrom?: Day;
    }
  | {
      kind: 'DEADLINE_MISSED';
      indicatorId: string;
      indicator: string;
      date: Day;
      /** Reported as not done, or nothing reported at all. */
      because: 'not_done' | 'silence' | 'late';
      /** Done after all, on this day. */
      doneOn?: Day;
    }
  | {
      kind: 'MONEY_RESULT_GAP';
      node: Day;
      cum: Fen;
      spent: Fen;
      ahead: 'money' | 'results';
      /** Plan fulfilment and achievement, as fractions with four places. */
      fulfilment: string;
      achievement: string;
      /** So many of the values due are in. */
      of: number;
      reported: number;
      /** So many points apart are allowed. */
      line: number;
      /** Set while the ledger is not covered to the node. */
      coveredTo?: Day | null;
    };

type DutyFacts =
  | {
      kind: 'DATA_OVERDUE';
      what: 'values';
      period: Day;
      dueOn: Day;
      of: number;
      missing: { id: string; name: string }[];
    }
  | { kind: 'DATA_OVERDUE'; what: 'ledger'; period: Day; coveredTo: Day | null }
  | { kind: 'PLAN_INVALID'; version: number; budget: Fen; last: Fen | null; reasons: PlanFault[] }
  | { kind: 'EVALUATION_STALLED'; lastGood: Instant | null; hours: number };

/** Which alert a finding is about, within its year and project. */
export interface Standing {
  kind: AlertKind;
  subject: string;
  /** The node day, the reporting day, the deadline or the year. */
  period: string;
}

/** One thing that is off. `holds` opens nothing and keeps open what is open. */
export interface Finding extends Standing {
  strength: 'fires' | 'holds';
  condition: 'pending' | 'firing';
  severity: Severity;
  facts: Facts;
}

/** An alert as far as asking why it is over needs it: which it is, and what it said last. */
export interface Ending extends Standing {
  facts?: Facts;
}

/** What an evaluation of one project gives. */
export interface Findings {
  findings: Finding[];
  /** Why an alert that no finding speaks of any more is over. */
  whyOver(alert: Ending): ResolvedBecause;
  /** What such an alert says at its end, where that is more than it said before: a deadline kept late. */
  lastWords?(alert: Ending): Facts | undefined;
  /** The first day after `today` on which time alone could change a finding; the far future where none. */
  nextCheckOn: Day;
}

export const fundsOf: Record<'fiscal' | 'other', (source: FundSource) => boolean> = {
  fiscal: (source) => source !== 'other',
  other: (source) => source === 'other',
};
