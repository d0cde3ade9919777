import type { Alert } from '#shared/alert.ts';
import type {
  AlertMoves,
  Changes,
  Clock,
  EvaluationRun,
  Finish,
  Indicator,
  Ingested,
  Ledger,
  Listing,
  Overview,
  PlanCommitted,
  PlanImport,
  PlanImportWhole,
  Project,
  ProjectWhole,
  Session,
  System,
  YearClosing,
} from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import type { Measurement } from '#shared/measurement.ts';
import type { Silence } from '#shared/moves.ts';

/** Every answer the dashboard asks for, by the name of its schema. */
export interface Answers {
  Session: Session;
  System: System;
  Clock: ReturnType<typeof Clock.parse>;
  Overview: Overview;
  Projects: Listing<Project>;
  ProjectWhole: ProjectWhole;
  Alert: Alert;
  AlertMoves: AlertMoves;
  SilencePreview: { count: number; alerts: Alert[] };
  Silence: Silence;
  YearClosing: YearClosing;
  Finishing: { finish: Finish | null };
  Alerts: Listing<Alert>;
  Expenditures: Listing<Expenditure>;
  Indicators: Listing<Indicator>;
  Measurement: Measurement;
  Measurements: Listing<Measurement>;
  Ledger: Ledger;
  PlanImport: PlanImport;
  PlanImportWhole: PlanImportWhole;
  PlanCommitted: ReturnType<typeof PlanCommitted.parse>;
  EvaluationRuns: Listing<EvaluationRun>;
  EvaluationRun: unknown;
  Ingested: Ingested;
  Changes: ReturnType<typeof Changes.parse>;
}
