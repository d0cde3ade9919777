import { randomUUID } from 'node:crypto';
import type { Instant } from '#shared/calendar.ts';
import type { CorrectionState, ExpenditureInput } from '#shared/expenditure.ts';
import type { Db } from '../schema.ts';
import { idsOf } from '../sql.ts';
import type { VoucherLine } from './expenditures.ts';
import type { Seen } from './reach.ts';

/** A correction of a voucher line, waiting or decided. */
export interface StoredCorrection extends VoucherLine {
  id: string;
  projectId: string;
  item: ExpenditureInput;
  projectCode: string;
  projectName: string;
  reason: string;
  state: CorrectionState;
  proposedAt: Instant;
  proposedBy: string;
  decidedAt: Instant | null;
  decidedBy: string | null;
  alone: boolean;
  note: string | null;
}

/** Puts a correction before a second person. One that waits for the same line already breaks a unique key. */
export async function insertCorrection(
  db: Db,
  correction: VoucherLine & { projectId: string; item: ExpenditureInput; reason: string },
  { at, by }: { at: Instant; by: string },
): Promise<string> {
  const id = randomUUID();
  const { year, series, voucherNo, line, projectId, item, reason } = correction;
  await db
    .insertInto('expenditure_correction')
    .values({
      id,
      year,
      series,
      voucher_no: voucherNo,
      line,
      project_id: projectId,
      item: JSON.stringify(item),
      reason,
      state: 'proposed',
      proposed_at: at,
      proposed_by: by,
      alone: 0,
    })
    .execute();
  return id;
}

/** Says what became of a correction that waits; false where it was decided already. */
export async function decideCorrection(
  db: Db,
  id: string,
  decision: {
    state: 'confirmed' | 'withdrawn';
    alone: boolean;
    note: string | null;
    at: Instant;
    by: string;
  },
): Promise<boolean> {
  const { state, alone, note, at, by } = decision;
  const { numUpdatedRows } = await db
    .updateTable('expenditure_correction')
    .set({ state, alone: alone ? 1 : 0, note, decided_at: at, decided_by: by })
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function corrections(db: Db) {
  return db
    .selectFrom('expenditure_correction as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .select([
      'c.id',
      'c.year',
      'c.series',
      'c.voucher_no as voucherNo',
      'c.line',
      'c.project_id as projectId',
    ])
    .select(['project.code as projectCode', 'project.name as projectName'])
    .select(['c.item', 'c.reason', 'c.state', 'c.alone', 'c.note'])
    .select(['c.proposed_at as proposedAt', 'c.proposed_by as proposedBy'])
    .select(['c.decided_at as decidedAt', 'c.decided_by as decidedBy'])
    .orderBy('c.proposed_at', 'desc');
}

type CorrectionRow = Omit<StoredCorrection, 'item' | 'alone'> & { item: string; alone: number };

function stored({ item, alone, ...row }: CorrectionRow): StoredCorrection {
  return { ...row, item: JSON.parse(item) as ExpenditureInput, alone: alone === 1 };
}

export async function findCorrection(db: Db, id: string): Promise<StoredCorrection | undefined> {
  const row = await corrections(db).where('c.id', '=', id).executeTakeFirst();
  return row && stored(row);
}

/** The corrections of a line, the newest first. */
export async function correctionsOf(
  db: Db,
  { year, series, voucherNo, line }: VoucherLine,
): Promise<StoredCorrection[]> {
  const rows = await corrections(db)
    .where('c.year', '=', year)
    .where('c.series', '=', series)
    .where('c.voucher_no', '=', voucherNo)
    .where('c.line', '=', line)
    .execute();
  return rows.map(stored);
}

interface CorrectionsAsked {
  year: number;
  state?: CorrectionState | undefined;
  limit: number;
  seen?: Seen | undefined;
}

/** The corrections of a year's vouchers, the newest first: of one state, or all. */
export async function listCorrections(
  db: Db,
  { year, state, limit, seen }: CorrectionsAsked,
): Promise<StoredCorrection[]> {
  let query = corrections(db).where('c.year', '=', year).limit(limit);
  if (state) query = query.where('c.state', '=', state);
  if (seen) query = query.where('c.project_id', 'in', idsOf(db, seen.projects));
  return (await query.execute()).map(stored);
}
