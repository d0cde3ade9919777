import { filled, type PlanLine, plain } from './plan-text.ts';

/** The cell that belongs to a label: the first filled one between it and the next label. */
export function cellBeside(rows: PlanLine[], label: RegExp): { cell: string; line: number } | undefined {
  for (const row of rows) {
    const cells = row.columns || filled(row).length > 1 ? row.cells : row.text.split(/\s+/);
    const at = cells.findIndex((cell) => label.test(plain(cell.replace(/[(（](?:万?元)[)）]$/, ''))));
    if (at < 0) continue;
    const after = cells.slice(at + 1);
    const next = after.findIndex((cell) => isLabel(cell));
    const own = (next < 0 ? after : after.slice(0, next)).filter((cell) => cell !== '');
    return { cell: own.join(' '), line: row.line };
  }
  return undefined;
}

/** Whether a cell is one of the labels of a project's table. */
export function isLabel(cell: string): boolean {
  return labels.test(plain(cell.replace(/[(（](?:万?元)[)）]$/, '')));
}

const labels =
  /^(?:项目编码|项目代码|项目名称|预算规模及资金用途|预算数|预算规模|其中:?财政资金|财政资金|其他资金|资金用途|资金支出计划.*|支出计划.*|年?度?绩效目标|总体目标)$/;
