import { type Said, said } from '#shared/language.ts';
import type { Column } from './workbook.ts';

/** The columns in which measured values come back, as they stand on the template and on the fill-in sheet. */
export const measurementColumns = {
  projectCode: {
    title: said('项目编码', 'Project code'),
    width: 28,
    kind: 'text',
    hint: said('从下拉列表中选择。', 'Choose from the list.'),
  },
  projectName: {
    title: said('项目名称', 'Project name'),
    width: 28,
    kind: 'text',
    hint: said('填了项目编码可不填。', 'May be left empty where the code is given.'),
  },
  indicator: {
    title: said('指标', 'Indicator'),
    width: 32,
    kind: 'text',
    hint: said(
      '三级指标名称；先选项目编码，列表里只剩该项目的指标。',
      'Its printed name; once the project is chosen the list holds only its indicators.',
    ),
  },
  printed: {
    title: said('年度指标值', 'Target'),
    width: 14,
    kind: 'text',
    hint: said('仅供对照，导入时不读。', 'For reference; it is not read in.'),
  },
  period: {
    title: said('填报期', 'Period'),
    width: 13,
    kind: 'day',
    hint: said('从下拉列表中选择，如 2023-06-30。', 'Choose from the list, such as 2023-06-30.'),
  },
  value: {
    title: said('完成值', 'Value'),
    width: 14,
    kind: 'text',
    mustFill: true,
    hint: said(
      '比率带百分号，如 98.5%；时限填完成日期或“已完成”“未完成”；定性填“达成”“部分达成”“未达成”或百分比；确实没有的填“本期无法取得”，并在备注写明原因。',
      'Rates with a percent sign, such as 98.5%; deadlines as a day, done or not done; words as a percentage; 本期无法取得 (unavailable) with the reason in the note.',
    ),
  },
  measuredOn: {
    title: said('测量日期', 'Measured on'),
    width: 13,
    kind: 'day',
    mustFill: true,
    hint: said('取得这个数的日期，不晚于今天。', 'The day on which it was measured, today at the latest.'),
  },
  sampleSize: {
    title: said('样本量', 'Sample size'),
    width: 9,
    kind: 'count',
    hint: said('问卷调查的份数，可不填。', 'Answers to a survey; may be left empty.'),
  },
  favourable: {
    title: said('满意份数', 'Favourable'),
    width: 9,
    kind: 'count',
    hint: said('其中满意的份数；填了它也要填样本量。', 'How many of them are favourable.'),
  },
  source: {
    title: said('数据来源', 'Source'),
    width: 20,
    kind: 'text',
    hint: said('如台账、问卷、系统统计。', 'Such as records, a survey, a system.'),
  },
  note: {
    title: said('备注', 'Note'),
    width: 24,
    kind: 'text',
    hint: said(
      '可不填；更正已审定的数时写明原因。',
      'May be left empty; the reason where a value is corrected.',
    ),
  },
} as const satisfies Record<string, Column>;

/** What is said above the columns on the sheet that explains them. */
export const skippedNote: Said = said(
  '以“示例”开头的行导入时跳过，可以删除。完成值为空的行不写入。',
  'A row that begins with 示例 is an example and is skipped. A row without a value is not stored.',
);
