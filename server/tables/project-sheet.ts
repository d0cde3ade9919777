import type { LightState, Project } from '#shared/api.ts';
import { type Language, type Said, said } from '#shared/language.ts';
import { moneyCell, type SheetFile } from '../http/sheets.ts';

const heads = [
  said('项目编码', 'Project code'),
  said('项目', 'Project'),
  said('部门', 'Department'),
  said('责任股室', 'Section'),
  said('责任人', 'Owner'),
  said('预算数(元)', 'Budget (yuan)'),
  said('应支出(元)', 'Planned (yuan)'),
  said('实际支出(元)', 'Spent (yuan)'),
  said('少支出(元)', 'Short (yuan)'),
  said('执行率', 'Execution rate'),
  said('本单位计划', 'Own plan'),
  said('序时', 'Elapsed time'),
  said('绩效', 'Results'),
  said('全年预计', 'Year-end'),
  said('已报', 'Reported'),
  said('应报', 'Due'),
  said('预警', 'Alerts'),
];

const states: Record<LightState, Said> = {
  red: said('严重', 'critical'),
  yellow: said('预警', 'warning'),
  missing: said('未报', 'not reported'),
  blue: said('超前', 'ahead'),
  green: said('正常', 'on course'),
  grey: said('未到判定', 'not judged'),
};

/** Projects as a table to be handed out, money in 元. */
export function projectSheet(projects: readonly Project[], language: Language): SheetFile {
  const rows = projects.map((one) => [
    ...[one.code, one.name, one.department.name, one.section, one.owner],
    ...[one.budget, one.planned, one.spent, one.shortfall].map(moneyCell),
    one.executionRate === null ? null : Number(one.executionRate),
    ...(['plan', 'elapsed', 'results', 'yearEnd'] as const).map(
      (light) => states[one.lights[light].state][language],
    ),
    ...[one.reported.done, one.reported.of, one.openAlerts],
  ]);
  return { name: said('项目', 'Projects'), heads, rows };
}
