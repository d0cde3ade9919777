import { createHash } from 'node:crypto';
import {
  expenditureFields,
  type ImportField,
  type ImportKind,
  type ImportMapping,
  measurementFields,
  noColumn,
} from '#shared/imports.ts';
import { type Cell, cellText, type Unit } from './cells.ts';

/** The names that exports print over a column, the most telling first: where two are there, the first counts. */
const names: Record<ImportKind, Partial<Record<ImportField, readonly string[]>>> = {
  expenditures: {
    voucherNo: [
      '支付凭证号',
      '支付凭证编号',
      '支付凭证',
      '凭证号',
      '凭证编号',
      '凭证号码',
      '凭证字号',
      '支付申请号',
      '支付申请编号',
      '支付申请单号',
      '申请单号',
      '单据编号',
      '单据号',
      '单号',
      'voucherNo',
      'voucher no',
      'voucher number',
      'voucher',
    ],
    line: ['行号', '明细行号', '分录号', '分录行号', 'line'],
    series: ['编号系列', '凭证系列', 'series'],
    projectCode: [
      '项目编码',
      '项目代码',
      '项目编号',
      '预算项目编码',
      '预算项目代码',
      'projectCode',
      'project code',
    ],
    projectName: ['项目名称', '预算项目名称', '预算项目', '项目', 'projectName', 'project name', 'project'],
    paidOn: [
      '支付日期',
      '付款日期',
      '实际支付日期',
      '支付时间',
      '付款时间',
      '清算日期',
      '记账日期',
      '凭证日期',
      '业务日期',
      '日期',
      'paidOn',
      'paid on',
      'date',
    ],
    amount: [
      '实际支付金额',
      '本次支付金额',
      '本次支付',
      '支付金额',
      '付款金额',
      '支出金额',
      '实付金额',
      '金额',
      'amount',
    ],
    kind: ['类型', '支付类型', '业务类型', '凭证类型', '类别', '支出类别', 'kind', 'type'],
    fundSource: ['资金性质', '资金来源', '资金类型', '资金性质名称', 'fundSource', 'fund source'],
    payee: ['收款人', '收款人名称', '收款人全称', '收款单位', '收款单位名称', '收款方', 'payee'],
    purpose: ['用途', '支付用途', '资金用途', '摘要', '用途摘要', '备注', '说明', 'purpose'],
    reverses: [
      '冲减原凭证号',
      '原凭证号',
      '原支付凭证号',
      '被冲减凭证号',
      '冲销凭证号',
      '红冲凭证号',
      'reverses',
    ],
  },
  measurements: {
    projectCode: [
      '项目编码',
      '项目代码',
      '项目编号',
      '预算项目编码',
      '预算项目代码',
      'projectCode',
      'project code',
    ],
    projectName: ['项目名称', '预算项目名称', '预算项目', '项目', 'projectName', 'project name', 'project'],
    indicator: ['三级指标', '三级指标名称', '指标名称', '绩效指标', '绩效指标名称', '指标', 'indicator'],
    period: ['填报期', '填报日', '监控节点', '节点', '报告期', '监控期', 'period'],
    value: ['实际完成值', '完成值', '实际值', '完成情况', '实际完成情况', 'value'],
    measuredOn: ['测量日期', '统计日期', '完成日期', '测量日', '数据日期', 'measuredOn', 'measured on'],
    source: ['数据来源', '来源', '取数来源', 'source'],
    sampleSize: [
      '样本量',
      '样本数',
      '样本份数',
      '问卷份数',
      '有效问卷',
      '有效问卷数',
      'sampleSize',
      'sample size',
    ],
    favourable: ['满意份数', '满意数', '满意人数', 'favourable'],
    note: ['备注', '说明', 'note'],
  },
};

const rank: Record<ImportKind, Map<string, { field: ImportField; at: number }>> = {
  expenditures: ranked('expenditures'),
  measurements: ranked('measurements'),
};

function ranked(kind: ImportKind) {
  const entries = Object.entries(names[kind]) as [ImportField, readonly string[]][];
  return new Map(
    entries.flatMap(([field, list]) => list.map((name, at) => [headerName(name), { field, at }])),
  );
}

/** A header as it is compared: without spaces, marks, and the unit it may carry. */
export function headerName(cell: Cell | undefined): string {
  return cellText(cell)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*:、。.]/g, '')
    .replaceAll(/[([【][^)\]】]*[)\]】]/g, '')
    .replace(/(?<=金额|支付)[,/_-]?(?:万元|元)$/, '');
}

/** The unit that a header or a title names: 金额（万元）, 单位：万元. */
export function unitIn(cell: Cell | undefined, isTitle = false): Unit | undefined {
  const text = cellText(cell).normalize('NFKC').replaceAll(/\s/g, '');
  const found = (isTitle ? /单位:(?:人民币)?(万元|元)/ : /(万元|元)\)?$/).exec(text)?.[1];
  return found as Unit | undefined;
}

/** Which column holds which field. */
export interface Columns {
  at: Partial<Record<ImportField, number>>;
  /** The header as printed, by column. */
  headers: string[];
  missing: ImportField[];
  /** Fields that two columns claim alike: a person has to say which. */
  twice: ImportField[];
}

/** The column of our own workbook of bad rows that says why: no data when it comes back. */
export const problemHeader = '问题';

/** The columns of a header row, as its texts say or as a person said before. */
export function columnsOf(kind: ImportKind, row: readonly Cell[], mapping?: ImportMapping): Columns {
  const headers = row.map((cell) => cellText(cell));
  const at: Columns['at'] = {};
  const best: Partial<Record<ImportField, number>> = {};
  const twice = new Set<ImportField>();
  row.forEach((cell, index) => {
    const known = rank[kind].get(headerName(cell));
    if (!known) return;
    const before = best[known.field];
    if (before === known.at) twice.add(known.field);
    if (before !== undefined && before <= known.at) return;
    [at[known.field], best[known.field]] = [index, known.at];
    if (before !== undefined) twice.delete(known.field);
  });
  if (mapping) {
    const said = mappingOf(kind, mapping, row.length);
    // A column that a person gave to one field is no other's.
    for (const [field, index] of Object.entries(at) as [ImportField, number][])
      if (Object.values(said).includes(index)) delete at[field];
    Object.assign(at, said);
    for (const [field, index] of Object.entries(mapping))
      if (index === noColumn) delete at[field as ImportField];
    for (const field of Object.keys(said) as ImportField[]) twice.delete(field);
  }
  return { at, headers, missing: missingOf(kind, at), twice: [...twice] };
}

function mappingOf(kind: ImportKind, mapping: ImportMapping, columns: number): ImportMapping {
  const fields: readonly string[] = fieldsOf(kind);
  const entries = Object.entries(mapping).filter(
    ([field, index]) => fields.includes(field) && index !== noColumn && index < columns,
  );
  return Object.fromEntries(entries);
}

export function fieldsOf(kind: ImportKind): readonly ImportField[] {
  return kind === 'expenditures' ? expenditureFields : measurementFields;
}

function missingOf(kind: ImportKind, at: Columns['at']): ImportField[] {
  const needed: ImportField[] =
    kind === 'expenditures'
      ? ['voucherNo', 'paidOn', 'amount']
      : ['indicator', 'value', 'period', 'measuredOn'];
  const missing = needed.filter((field) => at[field] === undefined);
  if (at.projectCode === undefined && at.projectName === undefined) missing.push('projectCode');
  return missing;
}

/** By what a header is known again, wherever its table stands; our column of reasons does not count. */
export function fingerprintOf(row: readonly Cell[]): string {
  const texts = row.map(headerName).filter((name) => name !== problemHeader);
  while (texts.at(-1) === '') texts.pop();
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

/** The header is looked for in so many first rows. */
export const headerWithin = 50;

/**
 * Which of the first rows is the header: the one whose texts name the most fields, or one that a person mapped
 * before. Undefined where nothing looks like one.
 */
export function findHeader(
  kind: ImportKind,
  rows: readonly (readonly Cell[])[],
  isMapped: (fingerprint: string) => boolean,
): number | undefined {
  let best: { index: number; fields: number } | undefined;
  rows.slice(0, headerWithin).forEach((row, index) => {
    const fields = isMapped(fingerprintOf(row)) ? 100 : Object.keys(columnsOf(kind, row).at).length;
    if (fields >= 1 && fields > (best?.fields ?? 0)) best = { index, fields };
  });
  if (best && (best.fields > 1 || !rows.some((_, index) => looksLikeHeader(rows, index)))) return best.index;
  const first = rows.findIndex((_, index) => looksLikeHeader(rows, index));
  return first >= 0 ? first : best?.index;
}

/** Texts only, as many as the row below has cells, and at least two: what a header looks like in an unknown language. */
function looksLikeHeader(rows: readonly (readonly Cell[])[], index: number): boolean {
  const filled = (row: readonly Cell[] = []) => row.filter((cell) => cellText(cell) !== '');
  const mine = filled(rows[index]);
  const isText = mine.every((cell) => typeof cell === 'string' && !/^[-\d.,/年月日]+$/.test(cellText(cell)));
  return mine.length >= 2 && isText && filled(rows[index + 1]).length >= 2;
}
