import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MeetingChange } from '#shared/meeting.ts';
import { meeting } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { changedAgenda } from './agenda.ts';

/** Changes a meeting. Order and selection move on the screen at once, and back where the server refuses. */
export function useMeetingChange(id: string, onDone?: () => void) {
  const cache = useQueryClient();
  const { queryKey } = meeting(id);
  return useMutation({
    scope: { id: `meeting ${id}` },
    mutationFn: (change: MeetingChange) => write('Meeting', 'PATCH', `meetings/${id}`, change),
    onMutate: async (change) => {
      await cache.cancelQueries({ queryKey });
      cache.setQueryData(
        queryKey,
        (before) => before && { ...before, items: changedAgenda(before.items, change) },
      );
    },
    onSuccess: () => onDone?.(),
    onSettled: () => cache.invalidateQueries({ queryKey: ['meetings'] }),
  });
}
