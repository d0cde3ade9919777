import { filled, type PlanLine, plain } from './plan-text.ts';

/** What the columns of a table of indicators hold. */
export type Column =
  | 'level1'
  | 'level2'
  | 'name'
  | 'description'
  | 'nature'
  | 'sense'
  | 'operator'
  | 'value'
  | 'unit'
  | 'basis'
  | 'weight';

const heads: [RegExp, Column][] = [
  [/^一级指标(?:名称)?$/, 'level1'],
  [/^二级指标(?:名称)?$/, 'level2'],
  [/^(?:三级指标(?:名称|内容)?|指标名称|指标内容|具体指标)$/, 'name'],
  [/描述|说明|解释|计算方法|计算公式/, 'description'],
  [/指标方向|方向性/, 'sense'],
  [/指标性质|指标属性|指标类型|值类型|^绩效性质$/, 'nature'],
  [/符号|运算符|比较|关系符|^计算方式$/, 'operator'],
  [/依据|来源/, 'basis'],
  [/权重|分值/, 'weight'],
  [/^(?:计量|度量|指标|指标值|目标值|数值|绩效度量|绩效指标|指标计量|指标度量)?单位$/, 'unit'],
  [
    /^(?:本?年度?|全年|绩效|预期|目标|计划|预算年度)*(?:指标)?(?:指标值|目标值|预期值|计划值)|^绩效指标值|^年度值|^数值$/,
    'value',
  ],
];

/** Whether a cell heads a column of a table of indicators. */
export function isIndicatorColumn(cell: string): boolean {
  const bare = plain(cell);
  return bare.length <= 30 && heads.some(([pattern]) => pattern.test(bare));
}

/** Whether a row heads a table of indicators. */
export function isIndicatorHead({ text }: PlanLine): boolean {
  if (!/指\s*标/.test(text) || text.length > 400) return false;
  const bare = plain(text);
  const levels = /二级指标/.test(bare) || /一级指标/.test(bare);
  return levels && /三级指标|指标名称|指标内容|具体指标/.test(bare);
}

/** The heads of a table: its first row, with the second row of heads that stands under merged ones. */
export interface Heads {
  cells: string[];
  columns: Map<Column, number>;
  /** How many columns the target is spread over behind its head, which was merged over them. */
  merged: number;
  /** Whether the row below the first belongs to the heads. */
  two: boolean;
}

/** The columns of a table of indicators, from its head and the row below. */
export function readHeads(head: PlanLine, below: PlanLine | undefined): Heads {
  const own = head.columns ? head.cells : head.text.split(/\s+/);
  const two = below !== undefined && isSubHead(own, below);
  const cells = two ? own.map((cell, i) => below.cells[i] || cell) : own;
  const columns = new Map<Column, number>();
  cells.forEach((cell, at) => {
    const column = heads.find(([pattern]) => pattern.test(plain(cell)))?.[1];
    if (column && !columns.has(column)) columns.set(column, at);
  });
  const value = columns.get('value');
  const behind = value === undefined ? [] : cells.slice(value + 1);
  const next = behind.findIndex((cell) => cell !== '');
  return { cells, columns, merged: next < 0 ? behind.length : next, two };
}

/** 符号 | 数值 | 单位 under a merged 指标值. */
function isSubHead(own: string[], below: PlanLine): boolean {
  const cells = filled(below);
  return (
    below.columns &&
    cells.length >= 2 &&
    cells.every((cell) => isIndicatorColumn(cell)) &&
    below.cells.every((cell, i) => cell === '' || (own[i] ?? '') === '' || isIndicatorColumn(own[i] ?? ''))
  );
}

/** The cell, or the several cells, that the document spreads its target over, with bars between them. */
export function printedTarget(cells: string[], { columns, merged }: Heads): string {
  const get = (column: Column) => cells[columns.get(column) ?? -1] ?? '';
  const at = columns.get('value') ?? -1;
  const value = cells
    .slice(Math.max(0, at), at + 1 + merged)
    .filter((cell) => cell !== '')
    .join('|');
  const parts = [get('sense'), get('nature'), get('operator'), value, get('unit')];
  if (value === '') return '';
  const [sense = '', nature = '', operator = '', , unit = ''] = parts;
  // A unit that the value itself names is not two units.
  const own = unit !== '' && plain(value).endsWith(plain(unit)) ? '' : unit;
  return [sense, nature, operator, value, own].filter((part) => part !== '').join('|');
}

/**
 * Whether cells stand under heads that cannot be theirs: no operator under 计算符号, more than a target under
 * a merged head, words under none, or more of them than there are heads.
 */
export function isMisplaced(cells: string[], { columns, cells: heads, merged }: Heads): boolean {
  const operator = cells[columns.get('operator') ?? -1] ?? '';
  if (operator !== '' && !operatorLike.test(plain(operator))) return true;
  const unit = cells[columns.get('unit') ?? -1] ?? '';
  if (/^[≥≤<>=≧≦]|\d{2}/.test(plain(unit))) return true;
  const value = columns.get('value') ?? -1;
  const parts = cells.slice(value, value + 1 + merged).filter((cell) => cell !== '');
  if (merged > 0 && parts.length > 1 && !isSpread(parts.map(plain))) return true;
  return cells.some((cell, at) => cell !== '' && !heads[at] && !(at > value && at <= value + merged));
}

/** Whether the cells below a merged head are one target: an operator, a figure and a unit, or the last two. */
function isSpread(parts: string[]): boolean {
  const [first = '', ...rest] = parts;
  const figures = operatorLike.test(first) ? rest : parts;
  const [figure = '', unit = '', more] = figures;
  return more === undefined && (unit === '' || (/^[\d.,]+$/.test(figure) && !/^[\d≥≤<>=]/.test(unit)));
}

const operatorLike =
  /^(?:[≥≤<>=≧≦⩾⩽]{1,2}|(?:大于|小于|高于|低于|多于|少于|超过|等于|不[得能]?(?:低于|少于|小于|高于|超过|大于|多于)|至少|至多|最多|达到|为|控制在)(?:或?等于)?|大于等于|小于等于|定性|定量|其他|[-—/]+)$/;
