import { z } from 'zod';
import { yearOf } from '#shared/calendar.ts';
import { ExpenditureInput } from '#shared/expenditure.ts';
import type { ImportField } from '#shared/imports.ts';
import { said } from '#shared/language.ts';
import { problemsOf } from '../../http/parse.ts';
import type { Refusal } from '../refusal.ts';
import {
  type Cell,
  cellText,
  type Read,
  readAmount,
  readCount,
  readDay,
  readFund,
  readKind,
  readNumber,
  type Unit,
} from './cells.ts';
import type { Columns } from './columns.ts';
import type { ProjectBook } from './project-book.ts';

/** What is wrong with a field of a row. */
export type FieldProblem = Refusal['problem'];

/** A row understood as what the API takes, or everything that is wrong with it. */
export type RowRead<Item> = { item: Item } | { problems: FieldProblem[] };

/** A row's day and amount have been read already; all else is held against the schema of `POST /expenditures`. */
const FileVoucher = ExpenditureInput.extend({ paidOn: z.string(), amount: z.int() });

/** How the rows of a table become vouchers as `POST /expenditures` takes them. */
export function voucherReader(
  { at }: Columns,
  unit: Unit,
  projects: ProjectBook,
): (cells: readonly Cell[]) => RowRead<ExpenditureInput> {
  return (cells) => {
    const problems: FieldProblem[] = [];
    const cell = (field: ImportField) => (at[field] === undefined ? null : cells[at[field]]);
    const take = <Value>(field: ImportField, read: Read<Value>): Value | undefined => {
      if ('value' in read) return read.value;
      problems.push([field, read.code, read.message]);
      return undefined;
    };
    const text = (field: ImportField) => cellText(cell(field)) || undefined;
    const paidOn = take('paidOn', readDay(cell('paidOn')));
    const amount = take('amount', readAmount(cell('amount'), unit));
    const voucherNo = take(
      'voucherNo',
      required(readNumber(cell('voucherNo')), '缺少凭证号', 'the voucher number is missing'),
    );
    const code = take('projectCode', readNumber(cell('projectCode')));
    const reverses = take('reverses', readNumber(cell('reverses'))) || undefined;
    const fundSource = take('fundSource', readFund(cell('fundSource')));
    const kind = take('kind', readKind(cell('kind')));
    const line = take('line', readCount(cell('line')));
    if (problems.length > 0 || paidOn === undefined) return { problems };
    const projectCode = projects.codeOf(yearOf(paidOn), code ?? '', text('projectName') ?? '');
    if (typeof projectCode !== 'string') return { problems: [projectCode.problem] };
    const parsed = FileVoucher.safeParse(
      {
        voucherNo,
        projectCode,
        paidOn,
        amount,
        ...(line !== undefined && { line }),
        series: text('series'),
        kind,
        fundSource,
        payee: text('payee'),
        purpose: text('purpose'),
        reverses,
      },
      { reportInput: true },
    );
    return parsed.success ? { item: parsed.data } : { problems: schemaProblems(parsed.error) };
  };
}

/** The same, an empty cell being wrong. */
export function required(read: Read<string>, zh: string, en: string): Read<string> {
  return 'value' in read && read.value === '' ? { code: 'missing', message: said(zh, en) } : read;
}

/** What the schema of the API objects to. */
export function schemaProblems(error: z.ZodError): FieldProblem[] {
  return problemsOf(error).map(({ column = '', code, message }) => [column, code, message]);
}
