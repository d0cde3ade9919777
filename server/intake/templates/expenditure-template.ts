import type { Day } from '#shared/calendar.ts';
import { type Language, said } from '#shared/language.ts';
import type { ProjectPlan } from '#shared/plan.ts';
import {
  type Column,
  dayCell,
  exampleMark,
  formSheet,
  hintSheet,
  listNames,
  listRange,
  listSheet,
  workbookOf,
} from './workbook.ts';

/** As the screen names them. */
const funds = { zh: ['当年财政拨款', '上年结转', '其他资金'], en: ['fiscal', 'carryover', 'other'] } as const;
const kinds = { zh: ['支付', '退回', '红冲'], en: ['payment', 'refund', 'reversal'] } as const;

/** The sheet for vouchers of a year: its projects as drop-downs, one example, room for five hundred. */
export async function expenditureTemplate(
  plans: readonly ProjectPlan[],
  day: Day,
  language: Language,
): Promise<Buffer> {
  const lists = listNames[language];
  const columns = columnsOf(plans.length, lists);
  const [project] = plans;
  const example = [
    `${exampleMark}-PZ-0001`,
    1,
    dayCell(day),
    project?.code,
    project?.name,
    12500,
    funds[language][0],
    '某某公司',
    '线路租金',
    kinds[language][0],
    undefined,
  ];
  const name = said('支付凭证', 'Vouchers');
  return await workbookOf([
    formSheet({ name, columns, rows: [example], hasExample: true, laidOut: 500 }, language),
    hintSheet(columns, notes, language),
    listSheet(lists, [
      ['项目编码', plans.map(({ code }) => code)],
      ['项目名称', plans.map(({ name: printed }) => printed)],
      ['资金性质', funds[language]],
      ['类型', kinds[language]],
    ]),
  ]);
}

const notes = [
  said(
    '第一行是示例，凭证号以“示例”开头，导入时跳过，可以删除。',
    `The first row is an example; what begins with ${exampleMark} is skipped and may be deleted.`,
  ),
  said(
    '项目编码和项目名称填一个即可；同一凭证号重复导入不会重复计数。',
    'Give the project by its code or its name. A voucher number that comes twice counts once.',
  ),
];

function columnsOf(projects: number, lists: string): Column[] {
  return [
    {
      title: said('支付凭证号', 'Voucher no.'),
      width: 20,
      kind: 'text',
      mustFill: true,
      hint: said('国库集中支付凭证上的号码。', 'The number on the voucher.'),
    },
    {
      title: said('行号', 'Line'),
      width: 7,
      kind: 'count',
      hint: said('一张凭证有几行时填 1、2、3…，不填为 1。', '1 where it is left empty.'),
    },
    {
      title: said('支付日期', 'Paid on'),
      width: 13,
      kind: 'day',
      mustFill: true,
      hint: said('如 2023-06-30，不晚于今天。', 'Such as 2023-06-30, today at the latest.'),
    },
    {
      title: said('项目编码', 'Project code'),
      width: 28,
      kind: 'text',
      mustFill: true,
      choices: listRange(0, projects, lists),
      hint: said('从下拉列表中选择。', 'Choose from the list.'),
    },
    {
      title: said('项目名称', 'Project name'),
      width: 34,
      kind: 'text',
      choices: listRange(1, projects, lists),
      hint: said('填了项目编码可不填。', 'May be left empty where the code is given.'),
    },
    {
      title: said('金额（元）', 'Amount (yuan 元)'),
      width: 15,
      kind: 'money',
      mustFill: true,
      hint: said(
        '以元为单位，最多两位小数；退回、红冲填负数。',
        'In yuan, two decimals at most; money that came back is negative.',
      ),
    },
    {
      title: said('资金性质', 'Fund source'),
      width: 14,
      kind: 'text',
      choices: listRange(2, 3, lists),
      hint: said('不填为当年财政拨款。', 'fiscal where it is left empty.'),
    },
    {
      title: said('收款人', 'Payee'),
      width: 24,
      kind: 'text',
      hint: said('可不填。', 'May be left empty.'),
    },
    {
      title: said('用途', 'Purpose'),
      width: 28,
      kind: 'text',
      hint: said('可不填。', 'May be left empty.'),
    },
    {
      title: said('类型', 'Kind'),
      width: 9,
      kind: 'text',
      choices: listRange(3, 3, lists),
      hint: said(
        '退回：钱退了回来，记在退回当日；红冲：原凭证记错，冲回原凭证的日期。',
        'refund: money that came back, on its own day; reversal: the undoing of an error, on the day of the original.',
      ),
    },
    {
      title: said('冲减原凭证号', 'Reverses'),
      width: 20,
      kind: 'text',
      hint: said('退回和红冲必填。', 'Needed for refunds and reversals.'),
    },
  ];
}
