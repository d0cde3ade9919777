import { filled, type PlanLine, plain } from './plan-text.ts';

/** The names that plans give to the cells of a project's table. */
export const called = {
  code: /^(?:预算)?项目(?:编码|代码|编号)$/,
  name: /^(?:预算)?项目名称$/,
  budget: /^(?:预算数|预算规模|年度资金总额|年度预算(?:数|资金|金额)?|本年预算(?:数|资金)?|年初预算数?)$/,
  /** Of a project that runs for years it may be more than the year's; then it is the second choice. */
  wholeBudget: /^(?:项目预算|预算金额|预算资金|预算总额|资金总额|项目资金总额|项目总额|项目资金)$/,
  fiscal: /^(?:其中:?)?(?:财政资金|(?:当年|本年)?财政拨款(?:资金)?|一般公共预算(?:拨款|资金)?)$/,
  carried: /^(?:其中:?)?上年结转(?:资金)?$/,
  other: /^(?:其中:?)?其他资金$/,
} as const;

const others =
  /^(?:预算规模及资金用途|(?:资金)?用途|资金支出计划.*|支出计划.*|(?:年度|项目)?(?:总体|绩效)目标|主管部门(?:及代码)?|(?:实施|项目|预算|用款)单位|项目负责人|联系电话|项目类[型别]|项目属性|项目期限?|绩效指标|序号|备注)$/;
const money = '预算数|预算规模|年度资金总额|年初预算数|资金总额|预算金额|财政资金|财政拨款|上年结转|其他资金';
const nextPair = new RegExp(
  `[\\s,，;；、]+(?=(?:其中[:：]?\\s*)?(?:${money}|项目名称|项目编码|项目代码)\\s*(?:[(（]万?元[)）])?\\s*[:：])`,
);

/** A label without the unit and the colon that may follow it: `预算数（万元）：` is `预算数`. A long cell is none. */
export function bareLabel(cell: string): string {
  if (cell === '' || cell.length > longest || !ofLabels.test(cell)) return '';
  return plain(cell)
    .replace(/\((?:单位:)?(?:人民币)?万?元\)$/, '')
    .replace(/:$/, '');
}

/** A sign that every label has; most cells have none, and are done with. */
const ofLabels = /[项预资财途计目单部话人指序注款转出]/;

/** A text that may be a label is no longer. */
const longest = 60;

/** A label with the cell that belongs to it. */
export interface Labelled {
  label: string;
  cell: string;
  line: number;
  /** The label as printed, its unit with it. */
  head: string;
  /** Whether the cell came from more cells than one. */
  several: boolean;
}

/** The labels of rows with what belongs to them: what stands before the next label, or behind the own colon. */
export function labelled(rows: readonly PlanLine[]): Labelled[] {
  return rows.flatMap((row) => {
    const cells = labelCells(row);
    const found: (Labelled & { own: string[] })[] = [];
    let open: (typeof found)[number] | undefined;
    for (const head of cells) {
      const pair = ownValue(head);
      if (pair) {
        found.push({ ...pair, line: row.line, several: false, own: [pair.cell] });
        open = undefined;
      } else if (isLabel(head)) {
        open = { label: bareLabel(head), cell: '', line: row.line, head, several: false, own: [] };
        found.push(open);
      } else if (head !== '') open?.own.push(head);
    }
    return found.map(({ own, ...one }) => ({
      ...one,
      cell: own.join(' '),
      several: row.columns && own.length > 1,
    }));
  });
}

/** What stands beside a label: beside the first of that name; undefined where none has it. */
export function beside(labels: readonly Labelled[], name: RegExp): Labelled | undefined {
  return labels.find(({ label }) => name.test(label));
}

/** Whether a cell is one of the labels of a project's table. */
export function isLabel(cell: string): boolean {
  const bare = bareLabel(cell);
  return bare !== '' && (isOfMoneyOrName(bare) || others.test(bare));
}

function isOfMoneyOrName(bare: string): boolean {
  return Object.values(called).some((label) => label.test(bare));
}

/** The cells of a row for finding labels: words where columns are not certain, pairs taken apart. */
function labelCells(row: PlanLine): string[] {
  const cells = row.columns || filled(row).length > 1 ? row.cells : wordsOf(row.text);
  return cells.flatMap((cell) => (/[:：]/.test(cell) && cell.length <= 400 ? cell.split(nextPair) : [cell]));
}

function wordsOf(text: string): string[] {
  return /^\S{2,12}[:：]/.test(text) ? [text] : text.split(/\s+/);
}

/** `预算数：8.00` as its label and its value; undefined where a cell is not both. */
function ownValue(cell: string): { label: string; cell: string; head: string } | undefined {
  if (!/[:：]/.test(cell)) return undefined;
  const [, head = '', value = ''] =
    /^((?:其中[:：]?\s*)?[^:：]{2,24})[:：]\s*(\S.*)$/.exec(cell.slice(0, 400)) ?? [];
  const label = bareLabel(head);
  return head !== '' && isOfMoneyOrName(label) ? { label, cell: value.trim(), head } : undefined;
}

/** Which of a project's first labels, its code and its name, a row holds. */
export function topLabels(row: PlanLine): Set<'code' | 'name'> {
  const found = new Set<'code' | 'name'>();
  // Most lines are neither; this looks at them once.
  if (!/项\s*目\s*(?:编\s*[码号]|代\s*码|名\s*称)/.test(row.text)) return found;
  const cells = labelCells(row);
  const first = cells.find((cell) => cell !== '') ?? '';
  if (!row.columns && !isTop(first)) return found;
  for (const cell of cells) {
    const label = ownValue(cell)?.label ?? bareLabel(cell);
    if (called.code.test(label)) found.add('code');
    if (called.name.test(label)) found.add('name');
  }
  return found;
}

function isTop(cell: string): boolean {
  const label = ownValue(cell)?.label ?? bareLabel(cell);
  return called.code.test(label) || called.name.test(label);
}
