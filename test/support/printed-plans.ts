import { monthEnd } from '#shared/calendar.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { PageDrawn } from './pdf.ts';

/** A plan as it truly is, to be printed in some layout and read back. */
export interface TruePlan {
  projects: TrueProject[];
}

export interface TrueProject {
  code: string;
  name: string;
  budget: Fen;
  other: Fen;
  /** Cumulative, one a node. */
  nodes: Fen[];
  indicators: TrueIndicator[];
}

export interface TrueIndicator {
  level1: string;
  level2: string;
  name: string;
  /** Operator, figure and unit as the document prints them; a target of words has only the second. */
  printed: [string, string, string];
  /** What it means, as `briefTarget` of the reading says. */
  means: string;
}

/** How a document is laid out. */
export interface Layout {
  /** `drawn` sets the cells in drawn boxes, `aligned` sets them with spaces below each other. */
  separator: '\t' | '|' | '    ' | 'drawn' | 'aligned';
  unit: '万元' | '元';
  nodes: 'calendar' | 'october' | 'quarters' | 'letters';
  /** Nodes beside each other, below each other with amount and percent, or with both under each. */
  plan: 'across' | 'upright' | 'paired';
  cells: 'amount' | 'percent' | 'increment';
  /** The target in one column, in three, or in three behind a column of its direction. */
  target: 'one' | 'three' | 'merged';
  /** Whether a level's name is printed once and blank below, or on every row. */
  levels: 'blank' | 'repeated';
  top: 'code first' | 'name first' | 'under each other' | 'colons';
  /** Whether equal nodes are left blank. */
  carried: boolean;
}

/** What has happened to a document on its way; each a chance from 0 to 1 for whatever it can happen to. */
export interface Noise {
  spaced: number;
  wide: number;
  thousands: number;
  endLost: number;
  newPage: number;
  lost: number;
  gained: number;
  split: number;
  topAgain: number;
  ownUnit: number;
}

const nodeNames = {
  calendar: ['3月底', '6月底', '9月底', '12月底'],
  october: ['3月底', '6月底', '10月底', '12月底'],
  quarters: ['一季度', '第二季度', '3季度', '第4季度'],
  letters: ['Q1', 'Q2', 'Q3', 'Q4'],
};

/** The days of a layout's nodes. */
export function nodeDays({ nodes }: Layout): string[] {
  return [3, 6, nodes === 'october' ? 10 : 9, 12].map((month) => monthEnd(2023, month));
}

/** Indicators of every kind, with what each means. */
// biome-ignore format: one case a line
export const everyIndicator: TrueIndicator[] = (
  [
    ['产出指标',   '数量指标',           '设备数量',       '≥',      '3',      '台',     '>= 3台'],
    ['产出指标',   '数量指标',           '培训人数',       '≥',      '1200',   '人次',   '>= 1200人次'],
    ['产出指标',   '数量指标',           '检查次数',       '=',      '12',     '次',     '= 12次'],
    ['产出指标',   '数量指标',           '维修面积',       '≥',      '400.5',  '平方米', '>= 400.5平方米'],
    ['产出指标',   '质量指标',           '验收合格率',     '≥',      '98.5',   '%',      '>= 98.5%'],
    ['产出指标',   '质量指标',           '设备故障率',     '≤',      '5',      '%',      '<= 5%'],
    ['产出指标',   '质量指标',           '错误率',         '＜',     '2',      '％',     '< 2%'],
    ['产出指标',   '时效指标',           '项目完成率',     '≧',      '95',     '%',      '>= 95%'],
    ['产出指标',   '时效指标',           '项目完成时间',   '',       '12月底前', '',     'by 2023-12-31'],
    ['产出指标',   '时效指标',           '方案印发时间',   '',       '6月30日前', '',    'by 2023-06-30'],
    ['产出指标',   '时效指标',           '办理时限',       '≤',      '3',      '个工作日', '<= 3个工作日'],
    ['产出指标',   '成本指标',           '建设成本',       '≤',      '8',      '万元',   '<= 8万元'],
    ['产出指标',   '成本指标',           '人均补助标准',   '≤',      '1000',   '元/人',  '<= 1000元/人'],
    ['成本指标',   '经济成本指标',       '采购成本',       '不超过', '65',     '万元',   '<= 65万元'],
    ['成本指标',   '社会成本指标',       '投诉次数',       '≤',      '3',      '次',     '<= 3次'],
    ['成本指标',   '生态环境成本指标',   '能耗增长率',     '≤',      '1',      '%',      '<= 1%'],
    ['效益指标',   '社会效益指标',       '办事效率',       '',       '有效提升', '',     'graded'],
    ['效益指标',   '社会效益指标',       '受益人口数',     '不少于', '1000',   '人',     '>= 1000人'],
    ['效益指标',   '可持续影响指标',     '制度健全程度',   '',       '长期',   '',       'graded'],
    ['效益指标',   '生态效益指标',       '空气质量',       '',       '优良',   '',       'graded'],
    ['满意度指标', '服务对象满意度指标', '群众满意度',     '≥',      '99',     '%',      '>= 99%'],
    ['满意度指标', '服务对象满意度指标', '企业满意率',     '大于',   '90',     '%',      '> 90%'],
  ] as const
).map(([level1, level2, name, operator, figure, unit, means]) => ({
  level1,
  level2,
  name,
  printed: [operator, figure, unit],
  means,
}));

/** The plan as a document's text in a layout, with what has happened to it; `random` decides where. */
export function printPlan(plan: TruePlan, layout: Layout, noise: Noise, random: () => number): string {
  const lines = ['某局2023年部门预算绩效文本', '', '435001 某局本级', '', `单位：${layout.unit}`, ''];
  const happens = (chance: number) => random() < chance;
  const print = (cells: string[]) => {
    let row = cells;
    const blanks = row.flatMap((cell, i) => (cell === '' ? [i] : []));
    const pick = blanks[Math.floor(random() * blanks.length)];
    if (pick !== undefined && happens(noise.lost)) row = row.toSpliced(pick, 1);
    if (happens(noise.gained)) row = row.toSpliced(Math.floor(random() * row.length), 0, '');
    if (happens(noise.endLost)) row = row.slice(0, row.findLastIndex((cell) => cell !== '') + 1);
    if (layout.separator === '|') lines.push(`| ${row.join(' | ')} |`);
    else if (layout.separator === '    ') lines.push(row.filter((cell) => cell !== '').join('    '));
    else lines.push(row.join('\t'));
  };
  const number = (text: string) => {
    let out = text;
    if (happens(noise.thousands)) out = out.replace(/\B(?=(\d{3})+(?:\.|$))(?<!\..*)/g, ',');
    if (happens(noise.spaced)) out = out.replace(/\.(?=\d)/, '. ');
    if (happens(noise.wide))
      out = out.replace(/[\d.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    return out;
  };
  const money = (fen: Fen) => {
    const own = happens(noise.ownUnit);
    const unit = own ? (layout.unit === '元' ? '万元' : '元') : layout.unit;
    return number(inUnit(fen, unit)) + (own ? unit : '');
  };
  for (const [i, project] of plan.projects.entries()) {
    lines.push(`${i + 1}. ${project.name}绩效目标表`, '');
    printTop(project, layout, print, money);
    printNodes(project, layout, print, money, number);
    print(['绩效目标', '1. 保障运行 2. 提高效率', '', '', '', '']);
    printIndicators(project, layout, noise, { print, lines, happens, number });
    lines.push('');
  }
  return setInColumns(lines, layout).join(random() < 0.3 ? '\r\n' : '\n');
}

/** The rows between tabs drawn in boxes or set below each other, a table for each run of rows. */
function setInColumns(lines: string[], { separator }: Layout): string[] {
  if (separator !== 'drawn' && separator !== 'aligned') return lines;
  const set: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = lines.findIndex((line, i) => i >= at && !line.includes('\t'));
    const rows = lines.slice(at, end < 0 ? lines.length : end).map((line) => line.split('\t'));
    if (rows.length > 0) set.push(...(separator === 'drawn' ? drawn(rows) : aligned(rows)));
    at += rows.length;
    if (at < lines.length) set.push(lines[at] ?? '');
    at += 1;
  }
  return set;
}

function drawn(rows: string[][]): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const rule = (left: string, middle: string, right: string) =>
    left + Array<string>(count).fill('────').join(middle) + right;
  const body = rows.flatMap((row) => [
    `│${Array.from({ length: count }, (_, i) => row[i] ?? '').join('│')}│`,
    rule('├', '┼', '┤'),
  ]);
  return [rule('┌', '┬', '┐'), ...body.slice(0, -1), rule('└', '┴', '┘')];
}

function aligned(rows: string[][]): string[] {
  const widths = columnWidths(rows);
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - cellWidth(cell) + 2))
      .join('')
      .trimEnd(),
  );
}

function columnWidths(rows: string[][]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cellWidth(cell));
  }
  return widths;
}

/** In halves of a Chinese character. */
function cellWidth(text: string): number {
  return [...text].reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2000 ? 2 : 1), 0);
}

function inUnit(fen: Fen, unit: '万元' | '元'): string {
  const places = unit === '万元' ? 6 : 2;
  const digits = String(fen).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places).replace(/(?<=\d\d)0+$/, '')}`;
}

type Print = (cells: string[]) => void;

function printTop(
  { code, name, budget, other }: TrueProject,
  { top }: Layout,
  print: Print,
  money: (fen: Fen) => string,
): void {
  const sum = [money(budget), money(budget - other), other === 0 ? '' : money(other)];
  if (top === 'colons') {
    print([`项目编码：${code}`, `项目名称：${name}`, '', '', '', '']);
    print([
      `预算数：${sum[0]}`,
      `其中：财政资金：${sum[1]}`,
      sum[2] ? `其他资金：${sum[2]}` : '',
      '',
      '',
      '',
    ]);
    return;
  }
  if (top === 'code first') print(['项目编码', code, '', '项目名称', name, '']);
  if (top === 'name first') print(['项目名称', name, '', '项目编码', code, '']);
  if (top === 'under each other') {
    print(['项目名称', name, '', '', '', '']);
    print(['主管部门', '某局', '', '实施单位', '某局本级', '']);
    print(['项目编码', code, '', '', '', '']);
  }
  print([
    '预算规模及资金用途',
    '预算数',
    sum[0] ?? '',
    '其中：财政资金',
    sum[1] ?? '',
    '其他资金',
    sum[2] ?? '',
  ]);
  print(['', '用于日常运行', '', '', '', '', '']);
}

function printNodes(
  { budget, nodes }: TrueProject,
  layout: Layout,
  print: Print,
  money: (fen: Fen) => string,
  number: (text: string) => string,
): void {
  const names = nodeNames[layout.nodes];
  const percent = (node: Fen) => `${number(String((node * 100) / budget))}%`;
  if (layout.plan === 'upright') {
    print([`资金支出计划`, '时间', `累计支出金额（${layout.unit}）`, '比例', '', '']);
    nodes.forEach((node, i) => {
      print(['', names[i] ?? '', number(inUnit(node, layout.unit)), percent(node), '', '']);
    });
    return;
  }
  if (layout.plan === 'paired') {
    print(['资金支出计划', ...names.flatMap((name) => [name, ''])]);
    print(['', ...names.flatMap(() => ['金额', '比例'])]);
    print(['', ...nodes.flatMap((node) => [money(node), percent(node)])]);
    return;
  }
  const [a = '', b = '', c = '', d = ''] = names;
  print([`资金支出计划（${layout.cells === 'percent' ? '%' : layout.unit}）`, a, '', b, c, d, '']);
  const cells = nodes.map((node, i) => {
    const before = nodes[i - 1] ?? 0;
    if (layout.carried && node === before) return '';
    if (layout.cells === 'percent') return number(String((node * 100) / budget));
    return money(layout.cells === 'increment' ? node - before : node);
  });
  const [first = '', ...rest] = cells;
  print(['', first, '', ...rest, '']);
}

function printIndicators(
  { code, name, indicators }: TrueProject,
  layout: Layout,
  noise: Noise,
  page: {
    print: Print;
    lines: string[];
    happens: (chance: number) => boolean;
    number: (text: string) => string;
  },
): void {
  const { print, lines, happens, number } = page;
  const figures = {
    one: ['指标值'],
    three: ['计算符号', '绩效指标值', '计量单位'],
    merged: ['指标值', '', ''],
  }[layout.target];
  const head = ['一级指标', '二级指标', '三级指标', '绩效指标描述', ...figures, '指标值确定依据', ''];
  print(head);
  let above: TrueIndicator | undefined;
  for (const [i, one] of indicators.entries()) {
    if (i > 0 && happens(noise.newPage)) {
      lines.push('', `- ${i + 1} -`, '');
      if (happens(noise.topAgain) && layout.top === 'code first')
        print(['项目编码', code, '', '项目名称', name, '']);
      print(head);
      above = undefined;
    }
    const blank = layout.levels === 'blank';
    const level1 = blank && above?.level1 === one.level1 ? '' : one.level1;
    const level2 = blank && level1 === '' && above?.level2 === one.level2 ? '' : one.level2;
    const [operator, figure, unit] = one.printed;
    const value = /^\d+(?:\.\d+)?$/.test(figure) ? number(figure) : figure;
    const target = layout.target === 'one' ? [`${operator}${value}${unit}`] : [operator, value, unit];
    if (happens(noise.split) && one.name.length > 3) {
      const [start, end] = [one.name.slice(0, 2), one.name.slice(2)];
      print([level1, level2, start, start, ...target, '问卷', '']);
      lines.push('', `${i + 1}`, '');
      print(['', '', end, end, ...target.map(() => ''), '调查', '']);
    } else print([level1, level2, one.name, one.name, ...target, '问卷调查', '']);
    above = one;
  }
}

/** The lines of a document as pages of a PDF without any ruling line: its cells below each other, or in their middle. */
export function asPages(text: string, at: 'left' | 'middle'): PageDrawn[] {
  const lines = text.split(/\r?\n/).filter((line) => !/^-? ?\d+ ?-?$/.test(line));
  const texts: [x: number, line: number, text: string][] = [];
  for (let from = 0; from < lines.length; ) {
    const end = lines.findIndex(
      (line, i) => i > from && !(line.includes('\t') && lines[from]?.includes('\t')),
    );
    const rows = lines.slice(from, end < 0 ? lines.length : end).map((line) => line.split('\t'));
    const widths: number[] = [];
    for (const row of rows) {
      for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length * 10);
    }
    rows.forEach((row, i) => {
      let x = 40;
      for (const [column, cell] of row.entries()) {
        const wide = widths[column] ?? 0;
        if (cell !== '') texts.push([at === 'left' ? x : x + (wide - cell.length * 10) / 2, from + i, cell]);
        x += wide + 12;
      }
    });
    from += rows.length;
  }
  return Array.from({ length: Math.ceil(lines.length / linesOnPage) }, (_, page) => ({
    width: 2_000,
    texts: texts.flatMap(([x, line, one]) =>
      Math.floor(line / linesOnPage) === page ? [[x, 90 + (line % linesOnPage) * 18, one] as const] : [],
    ),
  }));
}

const linesOnPage = 36;

/** What a project's money and nodes should read as, in 元. */
export function trueMoney({ budget, other, nodes }: TrueProject) {
  return {
    budget: toYuan(budget),
    fiscal: toYuan(budget - other),
    other: toYuan(other),
    nodes: nodes.map((node) => toYuan(node)),
  };
}
