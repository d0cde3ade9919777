import { causes } from '#shared/handling.ts';
import type { FundRow, MonitoringForm, SelfEvaluationForm } from '#shared/reports.ts';
import { inARow, type PaperCell, type PaperValue } from './paper.ts';
import { figure, head, label, mark, text } from './paper-cells.ts';
import { fundNames, shareCell, yuanCell } from './project-data.ts';

/** 完成目标可能性 as the forms print it. */
const likelihoodNames = { sure: '确定能', possible: '有可能', impossible: '完全不可能' } as const;

/** 原因说明 of a cell: the reason, and the measure where both are said. */
function reasonText({ reason, measure }: { reason: string | null; measure: string | null }): string | null {
  return reason && measure ? `${reason}；措施：${measure}` : (reason ?? measure);
}

/** The money of a monitoring form, of a project or a department: five rows over fourteen columns. */
export function monitoringFunds(name: string, funds: readonly FundRow[], months: number): PaperCell[][] {
  const isAdjusted = funds.some(({ of, original, budget }) => of === 'total' && original !== budget);
  return [
    [
      { ...label(0, 2, `${name}\n（万元）`), down: 5 },
      head(2, 2, ''),
      head(4, 1, '年初预算数'),
      head(5, 2, '调整后预算数'),
      head(7, 3, `1–${months}月执行数`),
      head(10, 2, `1–${months}月执行率`),
      head(12, 2, '全年预计执行数'),
    ],
    ...funds.map((fund) => [
      label(2, 2, fundNames[fund.of]),
      figure(4, 1, yuanCell(fund.original)),
      figure(5, 2, isAdjusted ? yuanCell(fund.budget) : 'blank'),
      figure(7, 3, yuanCell(fund.spent)),
      figure(10, 2, shareCell(fund.spent, fund.budget)),
      figure(12, 2, yuanCell(fund.forecast)),
    ]),
  ];
}

/** The heads over the indicators of a monitoring form: four that are its own, and those that every one has. */
export function monitoringHeads(own: readonly string[], months: number): PaperCell[][] {
  const tall = (at: number, said: string) => ({ ...head(at, 1, said), down: 2 });
  return [
    [
      ...own.map((said, at) => tall(at, said)),
      tall(4, `1–${months}月执行情况`),
      tall(5, '全年预计完成情况'),
      head(6, 6, '偏差原因分析'),
      tall(12, '完成目标可能性'),
      tall(13, '备注'),
    ],
    inARow(6, 'head', [...causes.map((cause) => ({ text: cause })), { text: '原因说明' }]),
  ];
}

/** What came of an indicator, and what is said of it, below those heads; `note` is what stands under 备注. */
export function monitoringCells(
  one: Pick<
    MonitoringForm['indicators'][number],
    'value' | 'expected' | 'cause' | 'reason' | 'measure' | 'likelihood'
  >,
  note: string | null,
): PaperCell[] {
  const marks: PaperValue[] = causes.map((cause) => (one.cause === cause ? { text: '√' } : 'blank'));
  return [
    mark(4, 1, one.value),
    mark(5, 1, one.expected),
    ...inARow(6, 'mark', marks),
    text(11, 1, reasonText(one)),
    mark(12, 1, one.likelihood && likelihoodNames[one.likelihood]),
    text(13, 1, note),
  ];
}

/** The money of a self-evaluation, of a project or a department, with the points of execution: five rows over ten columns. */
export function selfEvaluationFunds(
  name: string,
  { funds, execution }: Pick<SelfEvaluationForm, 'funds' | 'execution'>,
): PaperCell[][] {
  return [
    [
      { ...label(0, 2, `${name}\n（万元）`), down: 5 },
      head(2, 1, ''),
      head(3, 1, '年初预算数'),
      head(4, 1, '全年预算数（A）'),
      head(5, 1, '全年执行数（B）'),
      head(6, 1, '分值'),
      head(7, 2, '执行率（B/A）'),
      head(9, 1, '得分'),
    ],
    ...funds.map((fund) => [
      label(2, 1, fund.of === 'fiscal' ? '其中：当年财政拨款' : fundNames[fund.of]),
      figure(3, 1, yuanCell(fund.original)),
      figure(4, 1, yuanCell(fund.budget)),
      figure(5, 1, yuanCell(fund.spent)),
      mark(6, 1, fund.of === 'total' ? execution.points : '—'),
      figure(7, 2, shareCell(fund.spent, fund.budget)),
      mark(9, 1, fund.of === 'total' ? execution.earned : '—'),
    ]),
  ];
}
