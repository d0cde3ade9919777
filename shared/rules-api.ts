import { z } from 'zod';
import { AlertKind, Severity } from './alert.ts';
import { Day } from './calendar.ts';
import { RuleChangesInput, ShownRuleChanges, ShownRules } from './rules.ts';
import { TableQuery } from './table-query.ts';

/** `all`, `department:CODE` (`department` where there is one only), `project:CODE` or `indicator:ID`. */
const scope = z.string().min(1).max(220);

export const RulesQuery = z.object({ scope: scope.optional(), format: TableQuery.shape.format });

/** One version of the rules of a scope. */
export const RuleVersionShown = z.object({
  version: z.int(),
  scope,
  /** What the scope is called: a department's, a project's or an indicator's name; empty of `all`. */
  scopeName: z.string(),
  /** What it changes, and what the version of the same scope before it changed. */
  changes: ShownRuleChanges,
  before: ShownRuleChanges,
  effectiveOn: Day,
  reason: z.string(),
  author: z.string(),
  recordedAt: z.string(),
  state: z.enum(['to_come', 'in_force', 'replaced']),
});
export type RuleVersionShown = z.infer<typeof RuleVersionShown>;

const sources = z.record(z.string(), z.string());

/** `GET /rules`: the rules of a scope on a day, where each of them comes from, and how they became so. */
export const RulesOfScope = z.object({
  /** The newest version over all scopes, 0 while there is none: what a change says that it has seen. */
  version: z.int(),
  scope,
  scopeName: z.string(),
  day: Day,
  /** The limits in force, and by their place (`spending.warning`) the scope that each comes from, or `default`. */
  rules: ShownRules,
  sources,
  /** The limits that would hold without the scope's own, and where they come from. */
  inherited: ShownRules,
  inheritedFrom: sources,
  /** What the scope's newest version changes; it may be still to come. */
  changes: ShownRuleChanges,
  /** Scopes with rules of their own. */
  layers: z.array(z.object({ scope, scopeName: z.string(), version: z.int() })),
  departments: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Every version of this scope and of those around and within it, the newest first. */
  history: z.array(RuleVersionShown),
  groups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      says: z.string(),
      fields: z.array(
        z.object({
          path: z.string(),
          name: z.string(),
          unit: z.enum(['percent', 'points', 'days', 'workingDays', 'money', 'monthDay', 'score', 'switch']),
          least: z.number().exactOptional(),
          most: z.number().exactOptional(),
        }),
      ),
    }),
  ),
  /** Whose rules these are: the product's defaults, no authority's. */
  note: z.string(),
  /** Up to which year the holidays are known, and what is said of a year after it that this one reaches. */
  calendar: z.object({ knownTo: z.int(), note: z.string().nullable() }),
});
export type RulesOfScope = z.infer<typeof RulesOfScope>;

/** What a scope's rules are to be from a day on. What is absent is inherited. */
export const NewRules = z.strictObject({
  changes: RuleChangesInput,
  reason: z.string().trim().min(1).max(500),
  /** The business day from which they count: today where it is not said, never a day gone by. */
  effectiveOn: Day.optional(),
  /** The newest version that was seen, as `GET /rules` said it; a 409 where there is a newer one by now. */
  revises: z.int().min(0),
});
export type NewRules = z.infer<typeof NewRules>;

/** A proposal to be tried on the past. */
export const BackTestInput = z.strictObject({
  scope,
  changes: RuleChangesInput,
  /** The period within one year that is looked at: the year so far where it is not said. */
  from: Day.optional(),
  to: Day.optional(),
  /** The `id` under which progress is told over the socket. */
  id: z.uuid().optional(),
});

const Course = z.object({
  severity: Severity,
  since: Day,
  /** The day it resolved on; null where it is still open at the end. */
  until: Day.nullable(),
  text: z.string(),
});

export const BackTestItem = z.object({
  /** It would appear or vanish; its severity would be another, or its days. */
  change: z.enum(['appears', 'vanishes', 'severity', 'days']),
  projectCode: z.string().nullable(),
  projectName: z.string().nullable(),
  kind: AlertKind,
  subject: z.string(),
  period: z.string(),
  before: Course.nullable(),
  after: Course.nullable(),
});
export type BackTestItem = z.infer<typeof BackTestItem>;

const counts = { appears: z.int(), vanishes: z.int(), severity: z.int() };

/** `POST /rules/backtest`: what the proposal would have made of the past, and what it does at once. */
export const BackTest = z.object({
  id: z.string(),
  scope,
  from: Day,
  to: Day,
  projects: z.int(),
  /** Both in one sentence. */
  text: z.string(),
  /** Against the rules that were in force: what the period would have looked like. */
  past: z.object({ ...counts, days: z.int(), items: z.array(BackTestItem), left: z.int() }),
  /** What putting it in force today does to the alerts that are open. */
  atOnce: z.object({ ...counts, items: z.array(BackTestItem), left: z.int() }),
});
export type BackTest = z.infer<typeof BackTest>;
