import type { Cause } from './handling.ts';

/** 完成目标可能性: 确定能, 有可能, 完全不可能. */
export const likelihoods = ['sure', 'possible', 'impossible'] as const;
export type Likelihood = (typeof likelihoods)[number];

/** 有可能 and 完全不可能 must say why, and what is done: the first of the two that is missing; undefined where none is. */
export function missingIn({
  likelihood,
  cause,
  measure,
}: {
  likelihood: Likelihood | null;
  cause: Cause | null;
  measure: string | null;
}): 'cause' | 'measure' | undefined {
  if (likelihood !== 'possible' && likelihood !== 'impossible') return undefined;
  return cause === null ? 'cause' : measure ? undefined : 'measure';
}
