import { type Said, said } from './language.ts';
import type { TargetReading } from './target.ts';

/** A doubt about a target, in a sentence: the worst of all doubts is the reading's confidence. */
export interface Doubt {
  level: TargetReading['confidence'];
  note: Said;
  /** Whether it is gone once a person has written the very same figure: it was possible, only unlikely. */
  odd?: boolean;
}

/** A doubt that only a person can settle. */
export function low(zh: string, en: string): Doubt {
  return { level: 'low', note: said(zh, en) };
}

/** An assumption that is usual, and shown. */
export function assumed(zh: string, en: string): Doubt {
  return { level: 'medium', note: said(zh, en) };
}

/** A doubt about a figure that is whole but unlikely: a person who writes it again means it. */
export function odd(zh: string, en: string): Doubt {
  return { ...low(zh, en), odd: true };
}

/** The reading with what was found; what a kind does not have is left empty. */
export function assemble(
  found: Partial<TargetReading> & Pick<TargetReading, 'kind' | 'accrual'>,
  doubts: Doubt[],
): TargetReading {
  const {
    kind,
    accrual,
    operator = '=',
    value = '',
    unit = '',
    direction = 'positive',
    upper,
    date,
    dates,
  } = found;
  const levels = doubts.map((doubt) => doubt.level);
  return {
    kind,
    operator,
    value: value.replace(/^-(?=0+(?:\.0+)?$)/, ''),
    ...(upper === undefined ? {} : { upper }),
    unit,
    direction,
    accrual,
    ...(date === undefined ? {} : { date }),
    ...(dates === undefined ? {} : { dates }),
    confidence: levels.includes('low') ? 'low' : levels.includes('medium') ? 'medium' : 'high',
    notes: doubts.map((doubt) => doubt.note),
  };
}
