import { z } from 'zod';
import { Day } from './calendar.ts';
import { Yuan } from './money.ts';

/** Of which day a paper is, as known when, and who had it made: it can be made again to the digit. */
export const ReportMade = z.object({
  year: z.int(),
  asOf: Day,
  today: Day,
  knownAt: z.string(),
  by: z.string(),
});
export type ReportMade = z.infer<typeof ReportMade>;

const named = z.object({ code: z.string(), name: z.string() });
const rate = z.string().nullable();

/** One row of the money of a form: 年度资金总额, 其中:财政资金, 上年结转, 其他资金. */
export const FundRow = z.object({
  of: z.enum(['total', 'fiscal', 'carryover', 'other']),
  /** 年初预算数, and 全年预算数 where it was adjusted; null for 上年结转, which the plan counts with 财政资金. */
  original: Yuan.nullable(),
  budget: Yuan.nullable(),
  spent: Yuan,
  rate,
  /** 全年预计执行数; of the total only. */
  forecast: Yuan.nullable(),
});
export type FundRow = z.infer<typeof FundRow>;

/** 项目支出绩效目标执行监控表, of one project. What a person has to write and has not is null. */
export const MonitoringForm = z.object({
  project: named,
  department: named,
  /** 实施单位 */
  unit: z.string(),
  /** X of 1–X月 */
  months: z.int(),
  goals: z.array(z.string()),
  funds: z.array(FundRow),
  indicators: z.array(
    z.object({
      id: z.string(),
      level1: z.string(),
      level2: z.string(),
      name: z.string(),
      printed: z.string(),
      /** 1–X月执行情况: the value that stands, and the reporting day it is for. */
      value: z.string().nullable(),
      period: Day.nullable(),
      state: z.string(),
      expected: z.string().nullable(),
      /** As a person wrote it for this month; until then the cause and measure acknowledged of its alert. */
      cause: z.string().nullable(),
      reason: z.string().nullable(),
      measure: z.string().nullable(),
      likelihood: z.enum(['sure', 'possible', 'impossible']).nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type MonitoringForm = z.infer<typeof MonitoringForm>;

/** 项目支出绩效自评表, of one project: points with one decimal; null where nothing can be judged yet. */
export const SelfEvaluationForm = z.object({
  project: named,
  department: named,
  unit: z.string(),
  goals: z.array(z.string()),
  /** 实际完成情况 of the goals, as a person wrote it. */
  achieved: z.string().nullable(),
  funds: z.array(FundRow),
  execution: z.object({ points: z.string(), earned: z.string().nullable() }),
  indicators: z.array(
    z.object({
      id: z.string(),
      level1: z.string(),
      level2: z.string(),
      name: z.string(),
      printed: z.string(),
      value: z.string().nullable(),
      /** Null of an indicator without a target: it takes no part. */
      points: z.string().nullable(),
      earned: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  total: z.object({ earned: z.string(), judged: z.string() }).nullable(),
  /** 优 良 中 差, once the year is over and everything due is judged. */
  grade: z.string().nullable(),
});
export type SelfEvaluationForm = z.infer<typeof SelfEvaluationForm>;

/** An indicator of the department's own part of the plan, and the table indicator that it is linked to. */
const WholeIndicator = z.object({
  id: z.string(),
  /** The heading that it stands under (分项绩效目标). */
  subject: z.string(),
  name: z.string(),
  printed: z.string(),
  /** The indicator of a project's table that says the same; null where none does: then it is owed at the year's end. */
  linked: z.object({ project: named, name: z.string(), printed: z.string() }).nullable(),
  /** The two targets differ: both are kept as printed. */
  conflict: z.boolean(),
  /** The value of the linked indicator that stands, and the reporting day it is for; without one what a person says. */
  value: z.string().nullable(),
  period: Day.nullable(),
});

/** 部门整体绩效目标执行监控表: the money of all projects, the goals and indicators of the plan's first part. */
export const DepartmentMonitoringForm = z.object({
  department: named,
  projects: z.int(),
  months: z.int(),
  /** 总体绩效目标 and, under each heading, the goal of that part, as the plan prints them. */
  goals: z.array(z.string()),
  funds: z.array(FundRow),
  indicators: z.array(
    WholeIndicator.extend({
      expected: z.string().nullable(),
      cause: z.string().nullable(),
      reason: z.string().nullable(),
      measure: z.string().nullable(),
      likelihood: z.enum(['sure', 'possible', 'impossible']).nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type DepartmentMonitoringForm = z.infer<typeof DepartmentMonitoringForm>;

/** 部门整体支出绩效自评表. Only execution has points: the indicators are judged with the projects, and a person scores them. */
export const DepartmentSelfEvaluationForm = z.object({
  department: named,
  projects: z.int(),
  goals: z.array(z.string()),
  /** What became of the goals, as a person says it. */
  achieved: z.string().nullable(),
  funds: z.array(FundRow),
  execution: z.object({ points: z.string(), earned: z.string().nullable() }),
  indicators: z.array(WholeIndicator.extend({ reason: z.string().nullable() })),
});
export type DepartmentSelfEvaluationForm = z.infer<typeof DepartmentSelfEvaluationForm>;

/** 目标偏低清单: indicators of which much more was achieved than their target asks for. */
export const LowTargets = z.object({
  items: z.array(
    z.object({
      project: named,
      section: z.string().nullable(),
      owner: z.string().nullable(),
      indicator: z.string(),
      /** As printed, and the value with its unit. */
      printed: z.string(),
      value: z.string(),
      /** The value ÷ the target, and the percent from which a target counts as too low. */
      rate: z.string(),
      line: z.int(),
      period: Day,
      since: Day,
    }),
  ),
});
export type LowTargets = z.infer<typeof LowTargets>;

/** A table within a written report; cells are as they are printed. */
const ReportTable = z.object({
  heads: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** What was left out of it, in words. */
  note: z.string().nullable(),
});

/** 绩效监控报告: whole sentences, with the facts filled in. */
export const MonitoringReport = z.object({
  department: named,
  /** Of one project; null of the whole department. */
  project: named.nullable(),
  title: z.string(),
  months: z.int(),
  sections: z.array(
    z.object({ heading: z.string(), paragraphs: z.array(z.string()), table: ReportTable.nullable() }),
  ),
  on: Day,
});
export type MonitoringReport = z.infer<typeof MonitoringReport>;

/** 汇总表: a row a department, and all together. */
export const SummaryReport = z.object({
  months: z.int(),
  rows: z.array(
    z.object({
      department: named,
      projects: z.int(),
      budget: Yuan,
      spent: Yuan,
      rate,
      forecast: Yuan,
      forecastRate: rate,
      /** Projects by the light of their own plan. */
      red: z.int(),
      yellow: z.int(),
      green: z.int(),
      /** Alerts that fire, and those in rectification. */
      alerts: z.int(),
      rectifying: z.int(),
    }),
  ),
});
export type SummaryReport = z.infer<typeof SummaryReport>;

const Ranked = z.object({
  /** Equal figures share a place. */
  place: z.int(),
  name: z.string(),
  code: z.string().nullable(),
  section: z.string().nullable(),
  budget: Yuan,
  planned: Yuan,
  spent: Yuan,
  rate,
  /** Spent ÷ planned; null where nothing is due. */
  fulfilment: rate,
});

/** 支出进度排名, by 预算执行率: projects, and 股室. */
export const RankingReport = z.object({
  months: z.int(),
  projects: z.array(Ranked),
  sections: z.array(Ranked),
});
export type RankingReport = z.infer<typeof RankingReport>;

/** 整改台账: everything that somebody took in hand this year, and what meetings decided; what is open first. */
export const RectificationLedger = z.object({
  items: z.array(
    z.object({
      /** Of an alert that was acknowledged, or of a review meeting, which then stands as its kind. */
      origin: z.enum(['alert', 'meeting']),
      project: z.string(),
      kind: z.string(),
      period: z.string(),
      severity: z.string(),
      text: z.string(),
      since: Day,
      owner: z.string(),
      cause: z.string().nullable(),
      measure: z.string().nullable(),
      promisedOn: Day.nullable(),
      result: z.string().nullable(),
      state: z.string(),
      resolvedOn: Day.nullable(),
    }),
  ),
});
export type RectificationLedger = z.infer<typeof RectificationLedger>;

/** 提示函 or 整改通知书 for one alert. */
export const AlertNotice = z.object({
  kind: z.enum(['reminder', 'rectification']),
  title: z.string(),
  to: z.string(),
  project: z.string(),
  paragraphs: z.array(z.string()),
  from: z.string(),
  on: Day,
});
export type AlertNotice = z.infer<typeof AlertNotice>;
