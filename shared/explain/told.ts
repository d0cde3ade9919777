import type { Explanation } from '../alert.ts';
import type { Facts } from '../evaluate/finding.ts';
import { type Fen, toWan } from '../money.ts';

/** An explanation whose sentence still comes in two: what is off, and what would clear it. */
export type Told = Omit<Explanation, 'text'> & { says: string; clears: string };

export type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>;

export const nothingToCompute = { actual: null, gap: null, gapRate: null, threshold: null } as const;

/** An amount with its unit, for a line of the table. */
export function amount(fen: Fen, zh: boolean): string {
  return zh ? `${toWan(fen)}万元` : `${toWan(fen)} (10k yuan)`;
}
