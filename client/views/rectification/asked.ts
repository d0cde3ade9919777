import type { Params } from '../../data/request.ts';

/** The alerts that the rectification ledger holds. */
export const inLedger = { condition: 'firing,resolved', rectifying: 'true' } as const;

/** What the ledger's filters ask the list of alerts for. */
export function ledgerAsked({ late, ...narrowed }: Params): Params {
  return { ...narrowed, ...inLedger, ...(late && { promise: 'overdue' }) };
}
