import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { RequestProblem, write } from '../../data/request.ts';

/** Moves an alert; the same move sent again, because nobody knew whether it arrived, is made once. */
export function useMove(id: string, move: string, onDone: () => void) {
  const cache = useQueryClient();
  const sending = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: object) =>
      write('Alert', 'POST', `alerts/${id}/${move}`, body, { 'idempotency-key': sending.current }),
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries();
    },
    onError: (error) => {
      if (error instanceof RequestProblem && error.status >= 400) sending.current = crypto.randomUUID();
    },
  });
}
