import type { AlertRow } from '#db/queries/alert-rows.ts';
import type { LowTargets } from '#shared/reports.ts';
import type { Paper, PaperCell } from './paper.ts';
import { head, label, mark, text } from './paper-cells.ts';

/** 目标偏低清单: the remarks that stand, the most exceeded first. What is no number any more has none. */
export function lowTargets(alerts: readonly AlertRow[]): LowTargets {
  const items = alerts.flatMap(({ facts, projectCode, projectName, section, owner, since }) => {
    if (facts.kind !== 'TARGET_TOO_LOW' || projectCode === null) return [];
    const { indicator, target, actual, unit, rate, line, period } = facts;
    return [
      {
        project: { code: projectCode, name: projectName ?? projectCode },
        ...{
          section,
          owner,
          indicator,
          printed: target,
          value: `${actual}${unit}`,
          rate,
          line,
          period,
          since,
        },
      },
    ];
  });
  return {
    items: items.toSorted(
      (a, b) =>
        Number(b.rate) - Number(a.rate) ||
        a.project.code.localeCompare(b.project.code) ||
        a.indicator.localeCompare(b.indicator, 'zh'),
    ),
  };
}

/** The list on paper, A4 across, with a column for the target that is proposed instead. */
export function lowTargetsPaper({ items }: LowTargets, made: string): Paper {
  const names = [
    '序号',
    '项目',
    '责任股室',
    '责任人',
    '指标',
    '年度指标值',
    '完成值',
    '为目标的',
    '填报期',
    '拟调整目标值',
    '说明',
  ];
  const rows: PaperCell[][] = items.map((one, at) => [
    label(0, 1, String(at + 1)),
    text(1, 1, one.project.name),
    label(2, 1, one.section ?? ''),
    label(3, 1, one.owner ?? ''),
    text(4, 1, one.indicator),
    mark(5, 1, one.printed),
    mark(6, 1, one.value),
    { at: 7, set: 'figure', value: { part: Math.round(Number(one.rate) * 10_000), of: 10_000 } },
    label(8, 1, one.period),
    text(9, 1, null),
    text(10, 1, null),
  ]);
  const none: PaperCell[][] = [[{ ...mark(0, names.length, '没有目标偏低的指标'), across: names.length }]];
  const lines = [...new Set(items.map(({ line }) => `${line}%`))].join('、');
  return {
    name: '目标偏低清单',
    title: '绩效目标偏低清单',
    above: [lines ? `完成值达到目标值的${lines}以上` : '', `共${items.length}项`],
    widths: [5, 26, 10, 9, 22, 11, 11, 9, 11, 13, 18],
    rows: [names.map((name, at) => head(at, 1, name)), ...(rows.length > 0 ? rows : none)],
    repeats: { from: 0, count: 1 },
    below: [made, '目标偏低不影响评分，供下年度编制绩效目标时参考；拟调整目标值由填报人填写。'],
    orientation: 'landscape',
  };
}
