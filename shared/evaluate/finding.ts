import type { AlertKind, Severity } from '../alert.ts';
import type { Day } from '../calendar.ts';
import type { FundSource } from '../expenditure.ts';
import type { Fen } from '../money.ts';

/** The inputs of a finding's arithmetic, kept with the alert so that it can be said and checked again. */
export type Facts =
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
      kind: 'INDICATOR_MISSED';
      indicatorId: string;
      indicator: string;
      period: Day;
      /** The printed target, and its bound and the value as decimal texts with their unit. */
      target: string;
      expected: string;
      actual: string;
      unit: string;
      /** Whether it was missed by being too much. */
      reverse: boolean;
      /** The gap in the unit, and as a fraction of the target with four places. */
      gap: string;
      gapRate: string;
      measuredOn: Day;
      /** Read from the ledger, not reported by anybody. */
      ledger: boolean;
    }
  | {
      kind: 'DATA_OVERDUE';
      what: 'values';
      period: Day;
      dueOn: Day;
      of: number;
      missing: { id: string; name: string }[];
    }
  | { kind: 'DATA_OVERDUE'; what: 'ledger'; period: Day; coveredTo: Day | null }
  | { kind: 'DEADLINE_SOON'; indicatorId: string; indicator: string; date: Day }
  | {
      kind: 'DEADLINE_MISSED';
      indicatorId: string;
      indicator: string;
      date: Day;
      /** Reported as not done, or nothing reported at all. */
      because: 'not_done' | 'silence' | 'late';
    };

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

/** What an evaluation of one project gives. */
export interface Findings {
  findings: Finding[];
  /** Why an alert that no finding speaks of any more is over. */
  whyOver(alert: Standing): 'recovered' | 'data_corrected' | 'period_closed' | 'plan_revised';
  /** The first day after `today` on which time alone could change a finding; the far future where none. */
  nextCheckOn: Day;
}

export const fundsOf: Record<'fiscal' | 'other', (source: FundSource) => boolean> = {
  fiscal: (source) => source !== 'other',
  other: (source) => source === 'other',
};
