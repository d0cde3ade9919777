import type { Alert } from '#shared/alert.ts';
import type {
  AlertMoves,
  Changes,
  Clock,
  EvaluationRun,
  Finish,
  Handover,
  Indicator,
  Ingested,
  Ledger,
  Listing,
  Overview,
  PlanAdjusted,
  PlanCommitted,
  PlanImport,
  PlanImportRun,
  PlanImportWhole,
  Project,
  ProjectWhole,
  Session,
  System,
  YearClosing,
} from '#shared/api.ts';
import type { AuditChain, AuditEntry } from '#shared/audit.ts';
import type { DepartmentMonitoringTexts, DepartmentSelfEvaluationTexts } from '#shared/department-texts.ts';
import type { Correction, Expenditure, ExpenditureHistory } from '#shared/expenditure.ts';
import type { ImportOutcome, ImportRun, ImportRunWhole } from '#shared/imports.ts';
import type { Evidence, Measurement, MeasurementHistory } from '#shared/measurement.ts';
import type {
  Meeting,
  MeetingAction,
  MeetingComparison,
  MeetingLine,
  MeetingPreview,
} from '#shared/meeting.ts';
import type { Silence } from '#shared/moves.ts';
import type { AddedReportingDays, MonitoringTexts, SelfEvaluationTexts } from '#shared/paper-texts.ts';
import type {
  AccessRules,
  Me,
  MySession,
  RecoveryCodes,
  SecondFactorBegun,
  Token,
  TokenWithSecret,
  User,
  UserWithPassword,
  WallLinks,
} from '#shared/people.ts';
import type { ProjectSnapshot } from '#shared/project-snapshot.ts';
import type { BackTest, RulesOfScope, RuleVersionShown } from '#shared/rules-api.ts';
import type { AlertCounts, ExpenditureTotals, ProjectName } from '#shared/tables.ts';
import type { ToldTarget } from '#shared/target.ts';

/** Every answer the dashboard asks for, by the name of its schema. */
export interface Answers {
  Session: Session;
  Me: Me;
  MySessions: Listing<MySession>;
  SecondFactorBegun: ReturnType<typeof SecondFactorBegun.parse>;
  RecoveryCodes: ReturnType<typeof RecoveryCodes.parse>;
  User: User;
  Users: Listing<User>;
  UserWithPassword: ReturnType<typeof UserWithPassword.parse>;
  Token: Token;
  Tokens: Listing<Token>;
  TokenWithSecret: ReturnType<typeof TokenWithSecret.parse>;
  WallLinks: WallLinks;
  AccessRules: AccessRules;
  Departments: Listing<{ code: string; name: string }>;
  System: System;
  Clock: ReturnType<typeof Clock.parse>;
  Overview: Overview;
  Projects: Listing<Project>;
  ProjectNames: Listing<ProjectName>;
  Handover: Handover;
  Handovers: Listing<Handover>;
  ProjectWhole: ProjectWhole;
  ProjectSnapshot: ProjectSnapshot;
  Alert: Alert;
  AlertMoves: AlertMoves;
  SilencePreview: { count: number; alerts: Alert[] };
  Silence: Silence;
  YearClosing: YearClosing;
  Finishing: { finish: Finish | null };
  Alerts: Listing<Alert>;
  AlertCounts: AlertCounts;
  Expenditures: Listing<Expenditure>;
  ExpenditureTotals: ExpenditureTotals;
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
  TargetReading: ToldTarget;
  PlanCommitted: ReturnType<typeof PlanCommitted.parse>;
  PlanAdjusted: PlanAdjusted;
  ImportOutcome: ImportOutcome;
  ImportRuns: Listing<ImportRun>;
  PlanImportRuns: Listing<PlanImportRun>;
  ImportRunWhole: ImportRunWhole;
  EvaluationRuns: Listing<EvaluationRun>;
  EvaluationRun: unknown;
  RulesOfScope: RulesOfScope;
  RuleVersion: RuleVersionShown;
  BackTest: BackTest;
  Ingested: Ingested;
  MonitoringTexts: MonitoringTexts;
  SelfEvaluationTexts: SelfEvaluationTexts;
  DepartmentMonitoringTexts: DepartmentMonitoringTexts;
  DepartmentSelfEvaluationTexts: DepartmentSelfEvaluationTexts;
  TextsStored: { stored: number };
  AddedReportingDays: AddedReportingDays;
  Audit: Listing<AuditEntry>;
  AuditChain: AuditChain;
  Meetings: Listing<MeetingLine>;
  Meeting: Meeting;
  MeetingPreview: MeetingPreview;
  MeetingComparison: MeetingComparison;
  MeetingAction: MeetingAction;
  MeetingActions: Listing<MeetingAction>;
  Changes: ReturnType<typeof Changes.parse>;
}
