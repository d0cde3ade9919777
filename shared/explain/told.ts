import type { Explanation } from '../alert.ts';
import type { Facts } from '../evaluate/finding.ts';

/** An explanation whose sentence still comes in two: what is off, and what would clear it. */
export type Told = Omit<Explanation, 'text'> & { says: string; clears: string };

export type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>;

export const nothingToCompute = { actual: null, gap: null, gapRate: null, threshold: null } as const;
