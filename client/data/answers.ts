import type { Alert } from '#shared/alert.ts';
import type {
  Changes,
  Clock,
  EvaluationRun,
  Indicator,
  Ingested,
  Ledger,
  Listing,
  Overview,
  PlanAdjusted,
  PlanCommitted,
  PlanImport,
  PlanImportWhole,
  Project,
  ProjectWhole,
  Session,
  System,
} from '#shared/api.ts';
import type { Correction, Expenditure, ExpenditureHistory } from '#shared/expenditure.ts';
import type { ImportOutcome, ImportRun, ImportRunWhole } from '#shared/imports.ts';
import type { Evidence, Measurement, MeasurementHistory } from '#shared/measurement.ts';
import type { TargetReading } from '#shared/target.ts';

/** Every answer the dashboard asks for, by the name of its schema. */
export interface Answers {
  Session: Session;
  System: System;
  Clock: ReturnType<typeof Clock.parse>;
  Overview: Overview;
  Projects: Listing<Project>;
  ProjectWhole: ProjectWhole;
  Alert: Alert;
  Alerts: Listing<Alert>;
  Expenditures: Listing<Expenditure>;
  Indicators: Listing<Indicator>;
  Measurement: Measurement;
  Measurements: Listing<Measurement>;
  MeasurementHistory: MeasurementHistory;
  Evidence: Evidence;
  ExpenditureHistory: ExpenditureHistory;
  Correction: Correction;
  Corrections: Listing<Correction>;
  Ledger: Ledger;
  PlanImport: PlanImport;
  PlanImportWhole: PlanImportWhole;
  TargetReading: TargetReading;
  PlanCommitted: ReturnType<typeof PlanCommitted.parse>;
  PlanAdjusted: PlanAdjusted;
  ImportOutcome: ImportOutcome;
  ImportRuns: Listing<ImportRun>;
  ImportRunWhole: ImportRunWhole;
  EvaluationRuns: Listing<EvaluationRun>;
  EvaluationRun: unknown;
  Ingested: Ingested;
  Changes: ReturnType<typeof Changes.parse>;
}
