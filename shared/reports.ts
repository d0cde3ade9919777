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

/** 项目支出绩效目标执行监控表, of one project. What a person has to write is null. */
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
      level1: z.string(),
      level2: z.string(),
      name: z.string(),
      printed: z.string(),
      /** 1–X月执行情况: the value that stands, and the reporting day it is for. */
      value: z.string().nullable(),
      period: Day.nullable(),
      state: z.string(),
      expected: z.string().nullable(),
      /** 偏差原因 as acknowledged, with the measure promised. */
      cause: z.string().nullable(),
      reason: z.string().nullable(),
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
  funds: z.array(FundRow),
  execution: z.object({ points: z.string(), earned: z.string().nullable() }),
  indicators: z.array(
    z.object({
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
