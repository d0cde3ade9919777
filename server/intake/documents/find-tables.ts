import { isIndicatorHead } from './indicator-columns.ts';
import { bareLabel, beside, called, isLabel, labelled, topLabels } from './labels.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';
import { nodeColumns } from './read-nodes.ts';

/** A stretch of a document that tells of projects: one project's own table, or a list of one project a row. */
export interface Table {
  kind: 'project' | 'list';
  /** Where it starts among the document's lines. */
  start: number;
  rows: PlanLine[];
}

/**
 * The tables of a document, in order. A project's table starts at its code or its name, whichever comes
 * first, and ends where the next starts; a list starts at a head that names 项目名称 among other heads. A
 * table whose top is printed again on a new page is one table. A heading 项目名称 without a table is none.
 */
export function findTables(lines: PlanLine[]): Table[] {
  const starts: { start: number; kind: Table['kind'] }[] = [];
  let seen = new Set<string>();
  let past = false;
  lines.forEach((row, start) => {
    if (starts.at(-1)?.kind === 'project' && !past) past = isIndicatorHead(row) && !isListHead(row);
    const labels = topLabels(row);
    if (labels.size === 0) return;
    const kind = isListHead(row) ? 'list' : 'project';
    const last = starts.at(-1)?.kind;
    if (kind === 'list' && last === 'list' && sameRow(lines[starts.at(-1)?.start ?? -1], row)) return;
    const again = last !== kind || kind === 'list' || past || [...labels].some((label) => seen.has(label));
    if (!again) {
      for (const label of labels) seen.add(label);
      return;
    }
    starts.push({ start, kind });
    seen = new Set(labels);
    past = false;
  });
  const tables = starts.map(({ start, kind }, i) => ({
    kind,
    start,
    rows: lines.slice(start, starts[i + 1]?.start ?? lines.length),
  }));
  return joinTables(tables);
}

/** Whether a row is nothing but heads of columns, 项目名称 and a figure's or an indicator's among them. */
export function isListHead(row: PlanLine): boolean {
  if (!row.columns || !topLabels(row).has('name')) return false;
  const cells = filled(row);
  const columns = cells.filter((cell) => isColumnHead(cell));
  return (
    columns.length === cells.length &&
    cells.length >= 3 &&
    cells.some((cell) => isFigureHead(cell)) &&
    nameStandsAlone(row)
  );
}

/** 项目名称 with a blank beside it is the label of a form that is not filled in, unless more heads follow. */
function nameStandsAlone({ cells }: PlanLine): boolean {
  const at = cells.findIndex((cell) => called.name.test(bareLabel(cell)));
  return at === cells.length - 1 || cells[at + 1] !== '' || filled({ cells } as PlanLine).length >= 5;
}

function isFigureHead(cell: string): boolean {
  const bare = bareLabel(cell);
  return called.budget.test(bare) || called.wholeBudget.test(bare) || /三级指标|指标值|支出计划/.test(bare);
}

function isColumnHead(cell: string): boolean {
  const bare = plain(cell);
  return (
    bare.length <= 24 &&
    !/^\d/.test(bare.replace(/^\d{1,2}月.*/, '')) &&
    (isLabel(cell) ||
      /指标|目标|单位|部门|科目|类型|类别|性质|方向|权重|分值|依据|备注|金额|资金|经费|内容|负责人|月底?|季度|年度|编码|代码|名称|符号|运算符|支出|合计|用途|序号/.test(
        bare,
      ))
  );
}

/** One table where the top was printed again, or stood apart above it; headings without a table left out. */
function joinTables(tables: Table[]): Table[] {
  const joined: { table: Table; top: Top; pages: number }[] = [];
  for (const table of tables) {
    const last = joined.at(-1);
    const top = topOf(table);
    if (
      last &&
      table.kind === 'project' &&
      last.table.kind === 'project' &&
      last.pages < mostPages &&
      belongTogether(last, { table, top })
    ) {
      last.table.rows = [...last.table.rows, ...withoutRepeats(last.table, table)];
      last.top = topOf(last.table);
      last.pages += 1;
    } else joined.push({ table: { ...table }, top, pages: 1 });
  }
  return joined
    .filter(({ table, top }) => table.kind === 'list' || top.code !== '' || !isEmpty(table, top))
    .map(({ table }) => table);
}

/** No project's table runs over more pages. */
const mostPages = 30;

interface Top {
  code: string;
  name: string;
  money: boolean;
}

function topOf({ rows }: Table): Top {
  const labels = labelled(rows.slice(0, 20));
  return {
    code: withoutContinued(plain(beside(labels, called.code)?.cell ?? '')),
    name: withoutContinued(plain(beside(labels, called.name)?.cell ?? '')),
    money: [called.budget, called.wholeBudget].some((name) => beside(labels, name) !== undefined),
  };
}

/** 供暖费（续表） is 供暖费. */
function withoutContinued(text: string): string {
  return text.replace(/[(-]?(?:续表?|接上页|续上表)(?:[一二三四五六七八九\d]{0,2})\)?$/, '');
}

interface Topped {
  table: Table;
  top: Top;
}

function belongTogether({ table: before, top: a }: Topped, { table, top: b }: Topped): boolean {
  if (a.name !== b.name && a.name !== '' && b.name !== '') return false;
  if (a.code !== b.code && a.code !== '' && b.code !== '') return false;
  if (a.name + b.name === '' || (a.name === '' && b.code === '')) return false;
  if (isEmpty(before, a)) return true;
  if (a.code !== b.code || a.name !== b.name) return false;
  const rest = withoutRepeats(before, table).filter(
    (row) => row.text !== '' && (row.columns || filled(row).length > 2),
  );
  const known = new Set(before.rows.map(rowKey));
  if (rest.length === 0 || rest.some((row) => known.has(rowKey(row)))) return false;
  return !(a.money && topOf({ ...table, rows: rest }).money);
}

/** The rows of a table that its top does not repeat from the page before. */
function withoutRepeats(before: Table, { rows }: Table): PlanLine[] {
  const head = before.rows.findIndex(isIndicatorHead);
  const top = new Set(before.rows.slice(0, head < 0 ? before.rows.length : head + 1).map(rowKey));
  const isTopAgain = (row: PlanLine) => /续表|接上页|[(（]续/.test(row.text) && topLabels(row).size > 0;
  return rows.filter((row) => row.text !== '' && !top.has(rowKey(row)) && !isTopAgain(row));
}

/** Whether a table has neither money nor a plan nor indicators: no more than its name. */
function isEmpty({ rows }: Table, { money }: Top): boolean {
  return !money && !rows.some(isIndicatorHead) && !rows.slice(0, 30).some(isPlanHead);
}

function isPlanHead(row: PlanLine): boolean {
  return /月|季/.test(row.text) && nodeColumns(row, 2000).length > 1;
}

function sameRow(a: PlanLine | undefined, b: PlanLine): boolean {
  return a !== undefined && rowKey(a) === rowKey(b);
}

/** What a row says, wherever its blank cells stand. */
function rowKey(row: PlanLine): string {
  return filled(row).map(plain).join('|');
}
