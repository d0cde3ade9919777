import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { PlanImport, PlanImportPatch, PlanImportWhole } from '#shared/api.ts';
import { planImport } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import type { Place, Trace } from './trace.ts';

/** What every part of the review shares: the import, where its figures stand, and how to look at and change them. */
export interface Review {
  planImport: PlanImportWhole;
  trace: Trace;
  /** Whether it can still be changed. */
  editable: boolean;
  /** Brings a place of the source into sight. */
  look: (place: Place) => void;
  /** How a line is called: where it stood in the document, else its number. */
  placeName: (line: number) => string;
}

export const ReviewContext = createContext<Review | undefined>(undefined);

/** The review around this part. */
export function useReview(): Review {
  const review = useContext(ReviewContext);
  if (!review) throw new Error('there is no review around this');
  return review;
}

/**
 * Saves answers and corrections, one patch after the other in the order they were made; the answer is the whole
 * reading, so what is shown is what is stored.
 */
export function usePatch(id: string): UseMutationResult<PlanImport, Error, PlanImportPatch> {
  const cache = useQueryClient();
  return useMutation({
    scope: { id: `plan-import/${id}` },
    mutationFn: (patch: PlanImportPatch) => write('PlanImport', 'PATCH', `plan-imports/${id}`, patch),
    onSuccess: (changed) => {
      cache.setQueryData(planImport(id).queryKey, (before) => before && { ...before, ...changed });
    },
  });
}

/** The last thing that was put right at a pointer, or below it. */
export function lastChange(
  { corrections }: Pick<PlanImport, 'corrections'>,
  what: string,
): PlanImport['corrections'][number] | undefined {
  return corrections.findLast((one) => one.what === what || one.what.startsWith(`${what}/`));
}
