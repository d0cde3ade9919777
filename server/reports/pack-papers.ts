import { longDay, nodeName } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import type { AgendaItem, MeetingPack, PackProject } from '#shared/meeting.ts';
import { decisionText, statementOf } from '../meetings/minutes.ts';
import type { Block, Letter } from './letter.ts';
import { chineseNumber } from './minutes-letter.ts';
import {
  actionsTable,
  agendaTable,
  figuresTable,
  indicatorsTable,
  nodesTable,
  overviewTable,
  type PackTable,
  projectsTable,
} from './pack-tables.ts';
import type { Paper } from './paper.ts';
import { head, text } from './paper-cells.ts';
import { severityNames } from './words.ts';

/** The pack as a workbook: a sheet each for the overview, the agenda, projects, indicators and actions. */
export function packPapers({ meeting, projects }: MeetingPack, language: Language, made: string): Paper[] {
  const zh = language === 'zh';
  const unit = zh ? '单位：万元' : 'Amounts in 10,000 yuan';
  const paper = (name: string, table: PackTable, orientation: Paper['orientation'] = 'landscape'): Paper => ({
    name,
    title: `${meeting.title} ${name}`,
    above: [zh ? `数据截至${meeting.asOf}` : `As of ${meeting.asOf}`, unit],
    ...table,
    below: [made],
    orientation,
  });
  return [
    ...(meeting.overview
      ? [paper(zh ? '总体情况' : 'Overview', overviewTable(meeting.overview, language), 'portrait')]
      : []),
    paper(zh ? '议程' : 'Agenda', agendaTable(meeting, language)),
    paper(zh ? '项目' : 'Projects', projectsTable(projects, language)),
    paper(zh ? '指标' : 'Indicators', indicatorsTable(packsOf(meeting.items), language)),
    paper(zh ? '议定事项' : 'Actions', actionsTable(meeting.items, language)),
  ];
}

/** The projects that have an item, each once. */
function packsOf(items: readonly AgendaItem[]): PackProject[] {
  return [
    ...new Map(
      items.flatMap(({ project }) => (project ? [[project.project.code, project] as const] : [])),
    ).values(),
  ];
}

/** The pack as a document: a cover, the overview, the agenda, a section for each item, and the tables annexed. */
export function packLetter({ meeting, projects }: MeetingPack, language: Language, made: string): Letter {
  const zh = language === 'zh';
  const { overview, asOf, today, heldOn, place, chair, department } = meeting;
  const taken = meeting.items.filter(({ included }) => included);
  const named = (name: string, value: string): Block => ({
    name: zh ? `${name}：` : `${name}: `,
    value: value || '＿＿＿＿＿＿＿＿',
  });
  return {
    blocks: [
      { title: meeting.title, below: zh ? '会议材料' : 'Meeting papers' },
      ...(department ? [named(zh ? '部门' : 'Department', department.name)] : []),
      named(zh ? '节点' : 'Node', zh ? `${longDay(asOf)}（${nodeName(asOf)}）` : asOf),
      named(zh ? '判定日' : 'Judged on', zh ? longDay(today) : today),
      named(zh ? '时间' : 'Held on', heldOn === null ? '' : zh ? longDay(heldOn) : heldOn),
      named(zh ? '地点' : 'Place', place),
      named(zh ? '主持' : 'Chair', chair),
      ...meeting.warnings.map((warning): Block => ({ small: `${zh ? '注意：' : 'Note: '}${warning}` })),
      { small: made },
      { newPage: 'portrait' },
      { heading: zh ? '一、总体情况' : 'I. Overall', level: 1 },
      ...(overview
        ? [
            { text: overview.sentences.money },
            { text: overview.sentences.results },
            { table: overviewTable(overview, language) },
            { table: nodesTable(overview.nodes, language) },
          ]
        : [{ text: zh ? '本材料只含本人项目。' : 'These papers are of the own projects only.' }]),
      { heading: zh ? '二、议程' : 'II. Agenda', level: 1 },
      { table: agendaTable(meeting, language) },
      { heading: zh ? '三、分项材料' : 'III. Item by item', level: 1 },
      ...taken.flatMap((item, at) => itemBlocks(item, at + 1, language)),
      { newPage: 'landscape' },
      { heading: zh ? '附表1 项目总表（万元）' : 'Annex 1: projects (10,000 yuan)', level: 1 },
      { table: projectsTable(projects, language) },
      { heading: zh ? '附表2 议定事项' : 'Annex 2: actions', level: 1 },
      { table: actionsTable(meeting.items, language) },
    ],
  };
}

function itemBlocks(item: AgendaItem, number: number, language: Language): Block[] {
  const zh = language === 'zh';
  const { project, missing, good } = item;
  const statement = statementOf(item, language);
  const decision = decisionText(item, language);
  return [
    { heading: `${zh ? `（${chineseNumber(number)}）` : `${number}. `}${item.title}`, level: 2 },
    ...(project ? projectBlocks(project, language) : []),
    ...(missing.length > 0 ? [missingTable(missing, zh)] : []),
    ...good.map((one): Block => ({ text: one })),
    ...(statement ? [{ text: zh ? `责任人说明：${statement}` : `Statement: ${statement}` }] : []),
    ...(decision ? [{ text: zh ? `处置：${decision}` : `Decided: ${decision}` }] : []),
  ];
}

function projectBlocks(pack: PackProject, language: Language): Block[] {
  const zh = language === 'zh';
  return [
    { table: figuresTable(pack.project, language) },
    ...pack.alerts.map(
      ({ severity, explanation }): Block => ({
        text: `${severityNames[severity][language]}${zh ? '：' : ': '}${explanation.text}`,
      }),
    ),
    { table: nodesTable(pack.nodes, language) },
    { table: indicatorsTable([pack], language) },
  ];
}

function missingTable(missing: AgendaItem['missing'], zh: boolean): Block {
  const names = zh
    ? ['项目', '责任人', '填报期', '未报指标']
    : ['Project', 'Owner', 'Period', 'Not reported'];
  return {
    table: {
      widths: [26, 10, 12, 44],
      rows: [
        names.map((name, at) => head(at, 1, name)),
        ...missing.map(({ projectName, owner, period, indicators }) => [
          text(0, 1, projectName),
          text(1, 1, owner ?? (zh ? '财务' : 'Finance')),
          text(2, 1, period),
          text(3, 1, indicators.join(zh ? '、' : ', ')),
        ]),
      ],
      repeats: { from: 0, count: 1 },
    },
  };
}
