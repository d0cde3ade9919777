import type { ImportKind, ImportOutcome, ImportState, ImportTable } from '#shared/imports.ts';
import { type Language, type Said, said } from '#shared/language.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { SaidNote } from './protocol.ts';
import type { KeptRow, SaidRejected, Tally, Totals } from './tally.ts';

/** What is said of an import besides its counts and its bad rows; both languages, as it is stored. */
export interface StoredOutcome {
  table: ImportTable;
  totals: Totals[];
  sum: Fen;
  notes: SaidNote[];
}

/** What an import came to. */
export interface Imported {
  state: 'done' | 'refused';
  accepted: number;
  known: number;
  rejectedRows: number;
  outcome: StoredOutcome;
  kept: KeptRow[];
}

/** What the trail keeps of an import: its counts, not its rows. */
export function summaryOf({ state, accepted, known, rejectedRows }: Omit<Imported, 'kept'>) {
  return { state, accepted, known, rejectedRows };
}

export function outcomeOf(table: ImportTable, notes: readonly SaidNote[], tally: Tally): StoredOutcome {
  return { table, totals: tally.totals(), sum: tally.sum(), notes: [...notes] };
}

/** So many things that are wrong are listed in an answer. */
const mostListed = 10_000;

/** What an import came to, in the reader's language. */
export function showOutcome(
  run: {
    id: string;
    kind: ImportKind;
    dryRun: boolean;
    state: ImportState;
    accepted: number;
    known: number;
    rejectedRows: number;
  },
  { table, totals, sum, notes }: StoredOutcome,
  rejected: readonly SaidRejected[],
  language: Language,
): ImportOutcome {
  return {
    ...run,
    rejected: rejected
      .slice(0, mostListed)
      .map(({ message, ...problem }) => ({ ...problem, message: message[language] })),
    table,
    totals,
    sum: toYuan(sum),
    notes: notes.map((note) => ({ row: note.row, code: note.code, message: noteSaid(note)[language] })),
  };
}

function noteSaid(note: SaidNote): Said {
  if (note.code === 'not_confirmed') {
    return said(
      '有行没有写入，凭证截止日没有确认；改正后重新导入或另行确认。',
      'Rows were left out, so the ledger was not confirmed; confirm it once they are in.',
    );
  }
  if (note.code === 'sheets_hidden') {
    return said(
      `隐藏的工作表没有读入：${note.names.join('、')}；需要导入的请先取消隐藏。`,
      `Hidden sheets were not read: ${note.names.join(', ')}. Show those that are to come in.`,
    );
  }
  const printed = toYuan(note.printed);
  return note.sum === null
    ? said(
        `第${note.row}行的合计为${printed}元；有的行金额读不出，无法核对。`,
        `Row ${note.row} prints a total of ${printed} yuan; some amounts could not be read, so it was not checked.`,
      )
    : said(
        `第${note.row}行的合计为${printed}元，以上各行相加为${toYuan(note.sum)}元，两者不符。`,
        `Row ${note.row} prints a total of ${printed} yuan; the rows above add up to ${toYuan(note.sum)}.`,
      );
}
