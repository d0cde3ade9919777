import type { z } from 'zod';
import { Alert } from '#shared/alert.ts';
import * as api from '#shared/api.ts';
import { AuditChain, AuditEntry } from '#shared/audit.ts';
import { DepartmentMonitoringTexts, DepartmentSelfEvaluationTexts } from '#shared/department-texts.ts';
import { Correction, Expenditure, ExpenditureHistory } from '#shared/expenditure.ts';
import { ImportRun, ImportRunWhole } from '#shared/imports.ts';
import { Measurement, MeasurementHistory } from '#shared/measurement.ts';
import { Meeting, MeetingAction, MeetingComparison, MeetingLine } from '#shared/meeting.ts';
import { AddedReportingDays, MonitoringTexts, SelfEvaluationTexts } from '#shared/paper-texts.ts';
import { AccessRules, Me, MySession, Token, User, WallLinks } from '#shared/people.ts';
import { ProjectSnapshot } from '#shared/project-snapshot.ts';
import { RulesOfScope } from '#shared/rules-api.ts';
import { AlertCounts, ExpenditureTotals, ProjectName } from '#shared/tables.ts';
import type { Answers } from './answers.ts';

const schemas: Partial<Record<keyof Answers, z.ZodType>> = {
  Session: api.Session,
  Me,
  MySessions: api.listing(MySession),
  Users: api.listing(User),
  Tokens: api.listing(Token),
  WallLinks,
  AccessRules,
  System: api.System,
  Clock: api.Clock,
  Overview: api.Overview,
  Projects: api.listing(api.Project),
  ProjectWhole: api.ProjectWhole,
  ProjectSnapshot,
  Handovers: api.listing(api.Handover),
  Alert,
  AlertMoves: api.AlertMoves,
  YearClosing: api.YearClosing,
  Alerts: api.listing(Alert),
  Expenditures: api.listing(Expenditure),
  Indicators: api.listing(api.Indicator),
  Measurements: api.listing(Measurement),
  MeasurementHistory,
  ExpenditureHistory,
  Corrections: api.listing(Correction),
  Ledger: api.Ledger,
  PlanImportWhole: api.PlanImportWhole,
  ImportRuns: api.listing(ImportRun),
  ImportRunWhole,
  EvaluationRuns: api.listing(api.EvaluationRun),
  Audit: api.listing(AuditEntry),
  AuditChain,
  ProjectNames: api.listing(ProjectName),
  AlertCounts,
  ExpenditureTotals,
  RulesOfScope,
  Meetings: api.listing(MeetingLine),
  Meeting,
  MeetingComparison,
  MeetingActions: api.listing(MeetingAction),
  Changes: api.Changes,
  MonitoringTexts,
  SelfEvaluationTexts,
  DepartmentMonitoringTexts,
  DepartmentSelfEvaluationTexts,
  AddedReportingDays,
};

/** Development only: says in the console where an answer is not what its schema promises. */
export function checkAnswer(name: keyof Answers, answer: unknown): void {
  const result = schemas[name]?.safeParse(answer);
  if (result && !result.success) console.error(`${name} is not what its schema says`, result.error.issues);
}
