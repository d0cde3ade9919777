import type { Overview, Project } from '#shared/api.ts';
import type { Language } from '#shared/language.ts';
import type { AgendaItem, Meeting, PackProject } from '#shared/meeting.ts';
import { decisionText, statementOf } from '../meetings/minutes.ts';
import type { Paper, PaperCell } from './paper.ts';
import { figure, head, label, text } from './paper-cells.ts';
import { shareCell, yuanCell } from './project-data.ts';
import { actionStateNames, agendaNames, lightNames, severityNames } from './words.ts';

/** A table of the pack, as it stands in the document and on a sheet of the workbook. */
export type PackTable = Pick<Paper, 'widths' | 'rows' | 'repeats'>;

const first = { from: 0, count: 1 };
const row = (names: readonly string[]): PaperCell[] => names.map((name, at) => head(at, 1, name));
const count = (at: number, number: number) => figure(at, 1, { number: String(number) });

/** The overview, figure by figure; amounts in 万元. */
export function overviewTable(overview: Overview, language: Language): PackTable {
  const zh = language === 'zh';
  const { budget, planned, spent, shortfall, forecast, lights, reported, alerts } = overview;
  const line = (name: string, cell: PaperCell): PaperCell[] => [label(0, 1, name), cell];
  const states = (['red', 'yellow', 'missing', 'green', 'blue', 'grey'] as const).map(
    (state) => [state, lightNames[state][language]] as const,
  );
  const counted = (light: 'plan' | 'results', name: string) =>
    states
      .filter(([state]) => (lights[light][state] ?? 0) > 0)
      .map(([state, words]) => line(`${name} ${words}`, count(1, lights[light][state] ?? 0)));
  return {
    widths: [60, 36],
    rows: [
      row(zh ? ['项目', '数值'] : ['Figure', 'Value']),
      line(zh ? '项目数' : 'Projects', count(1, overview.projectCount)),
      line(zh ? '预算（万元）' : 'Budget (10,000 yuan)', figure(1, 1, yuanCell(budget))),
      line(zh ? '计划支出（万元）' : 'Planned', figure(1, 1, yuanCell(planned))),
      line(zh ? '实际支出（万元）' : 'Spent', figure(1, 1, yuanCell(spent))),
      line(zh ? '少支出（万元）' : 'Short', figure(1, 1, yuanCell(shortfall))),
      line(zh ? '预算执行率' : 'Executed', figure(1, 1, shareCell(spent, budget))),
      line(zh ? '全年预计（万元）' : 'Year-end forecast', figure(1, 1, yuanCell(forecast))),
      ...counted('plan', zh ? '本单位计划' : 'Own plan'),
      ...counted('results', zh ? '绩效目标' : 'Results'),
      line(zh ? '应报完成值' : 'Values owed', count(1, reported.of)),
      line(zh ? '已报' : 'Reported', count(1, reported.done)),
      line(zh ? '达标' : 'Met', count(1, reported.met)),
      line(zh ? '未达或存疑' : 'Missed or doubtful', count(1, reported.missed)),
      ...(['critical', 'warning', 'watch', 'notice'] as const).map((severity) =>
        line(`${zh ? '预警' : 'Alerts'}：${severityNames[severity][language]}`, count(1, alerts[severity])),
      ),
    ],
    repeats: first,
  };
}

/** Planned and spent by each node of the department. */
export function nodesTable(
  nodes: readonly { day: string; cumulative: string; spent: string | null }[],
  language: Language,
): PackTable {
  const zh = language === 'zh';
  return {
    widths: [20, 22, 22, 18],
    rows: [
      row(
        zh
          ? ['节点', '计划累计（万元）', '实际累计（万元）', '完成计划']
          : ['Node', 'Planned', 'Spent', 'Of the plan'],
      ),
      ...nodes.map(({ day, cumulative, spent }) => [
        label(0, 1, day),
        figure(1, 1, yuanCell(cumulative)),
        figure(2, 1, yuanCell(spent)),
        figure(3, 1, spent === null ? 'blank' : shareCell(spent, cumulative)),
      ]),
    ],
    repeats: first,
  };
}

/** The agenda with what was said and decided. */
export function agendaTable(meeting: Meeting, language: Language): PackTable {
  const zh = language === 'zh';
  const taken = meeting.items.filter(({ included }) => included);
  return {
    widths: [5, 11, 54, 34, 24],
    rows: [
      row(
        zh
          ? ['序号', '类别', '议题', '责任人说明', '处置']
          : ['No.', 'Kind', 'Item', 'Statement', 'Decision'],
      ),
      ...taken.map((item, at) => [
        label(0, 1, String(at + 1)),
        label(1, 1, agendaNames[item.kind][language]),
        text(2, 1, item.title),
        text(3, 1, statementOf(item, language)),
        text(4, 1, decisionText(item, language)),
      ]),
    ],
    repeats: first,
  };
}

/** The figures of one project; amounts in 万元. */
export function figuresTable(project: Project, language: Language): PackTable {
  const { rows, widths, repeats } = projectsTable([project], language);
  // Which project it is, the heading says.
  const figures = (cells: readonly PaperCell[]) =>
    cells.slice(3).map((cell) => ({ ...cell, at: cell.at - 3 }));
  return { widths: widths.slice(3), rows: rows.map(figures), repeats };
}

/** Every project as it stood. */
export function projectsTable(projects: readonly Project[], language: Language): PackTable {
  const zh = language === 'zh';
  const names = zh
    ? [
        '序号',
        '项目',
        '责任人',
        '预算',
        '计划',
        '支出',
        '少支出',
        '执行率',
        '全年预计',
        '本单位计划',
        '绩效目标',
        '已报/应报',
        '预警',
      ]
    : [
        'No.',
        'Project',
        'Owner',
        'Budget',
        'Planned',
        'Spent',
        'Short',
        'Executed',
        'Forecast',
        'Own plan',
        'Results',
        'Reported',
        'Alerts',
      ];
  return {
    widths: [5, 24, 9, 9, 9, 9, 9, 8, 9, 10, 10, 8, 6],
    rows: [
      row(names),
      ...projects.map((one, at) => [
        label(0, 1, String(at + 1)),
        text(1, 1, one.name),
        label(2, 1, one.owner ?? ''),
        ...[one.budget, one.planned, one.spent, one.shortfall].map((amount, index) =>
          figure(3 + index, 1, yuanCell(amount)),
        ),
        figure(7, 1, shareCell(one.spent, one.budget)),
        figure(8, 1, yuanCell(one.forecast)),
        label(9, 1, lightNames[one.lights.plan.state][language]),
        label(10, 1, lightNames[one.lights.results.state][language]),
        label(11, 1, `${one.reported.done}/${one.reported.of}`),
        count(12, one.openAlerts),
      ]),
    ],
    repeats: first,
  };
}

/** The indicators of projects that are spoken of: the target, the value that stands, and how it stands. */
export function indicatorsTable(packs: readonly PackProject[], language: Language): PackTable {
  const zh = language === 'zh';
  const one = packs.length === 1;
  const names = zh
    ? ['项目', '指标', '年度指标值', '填报期', '完成值', '情况']
    : ['Project', 'Indicator', 'Target', 'Period', 'Value', 'How it stands'];
  const rows = packs.flatMap(({ project, indicators }) =>
    indicators.map((indicator) => [
      text(0, 1, project.name),
      text(1, 1, indicator.name),
      label(2, 1, indicator.printed),
      label(3, 1, indicator.last?.period ?? ''),
      label(4, 1, indicator.last?.value ?? ''),
      text(5, 1, indicator.text),
    ]),
  );
  const all = { widths: [20, 22, 12, 11, 10, 36], rows: [row(names), ...rows], repeats: first };
  if (!one) return all;
  const without = (cells: readonly PaperCell[]) =>
    cells.slice(1).map((cell) => ({ ...cell, at: cell.at - 1 }));
  return { ...all, widths: all.widths.slice(1), rows: all.rows.map(without) };
}

/** What this meeting decided, and what earlier ones had decided and was still owed. */
export function actionsTable(items: readonly AgendaItem[], language: Language): PackTable {
  const zh = language === 'zh';
  const names = zh
    ? ['来源', '项目', '议定事项', '责任人', '完成时限', '状态', '办理结果']
    : ['From', 'Project', 'Action', 'Who', 'By', 'State', 'Result'];
  const before = items.flatMap(({ action }) => action ?? []);
  const decided = items.flatMap(({ actions }) => actions);
  return {
    widths: [24, 22, 36, 11, 12, 10, 26],
    rows: [
      row(names),
      ...[...before, ...decided].map((one) => [
        text(0, 1, one.meetingTitle),
        text(1, 1, one.projectName),
        text(2, 1, one.what),
        label(3, 1, one.who),
        label(4, 1, one.by),
        label(5, 1, actionStateNames[one.state][language]),
        text(6, 1, one.result),
      ]),
    ],
    repeats: first,
  };
}
