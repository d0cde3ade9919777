import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Meeting } from '#shared/meeting.ts';
import { useConnection } from '../../data/live.ts';
import { meeting, session } from '../../data/questions.ts';
import { RequestProblem, remove, write } from '../../data/request.ts';
import { remember, remembered } from '../../ui/remember.ts';
import { createOutbox, type Outbox, type Outcome } from './outbox.ts';
import { requestOf, type Unsent, withUnsent } from './unsent.ts';

const againMs = 3_000;
const boxes = new Map<string, Outbox>();

/**
 * The outbox of whoever is signed in, kept in this browser, and tried again while something waits: every few
 * seconds, and at once where the network or the live connection is back.
 */
export function useOutbox() {
  const cache = useQueryClient();
  const { data: user } = useQuery(session());
  const box = outboxOf(user?.username ?? '', user?.name ?? '', cache);
  const all = useSyncExternalStore(box.watch, box.all);
  const away = useSyncExternalStore(box.watch, box.isAway);
  const connection = useConnection();
  const waits = all.some(({ refused }) => refused === undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a connection that changes is a reason to try
  useEffect(() => {
    if (!waits) return;
    const flush = () => void box.flush();
    flush();
    const timer = setInterval(flush, againMs);
    window.addEventListener('online', flush);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', flush);
    };
  }, [box, waits, connection]);

  return { box, all, away, name: user?.name ?? '' };
}

/** A meeting as it is with everything typed so far. */
export function useTyped(known: Meeting): Meeting {
  const { all, name } = useOutbox();
  return useMemo(() => withUnsent(known, all, name), [known, all, name]);
}

function outboxOf(username: string, name: string, cache: QueryClient): Outbox {
  const found = boxes.get(username);
  if (found) return found;
  const kept = `draft.meeting.${username}.unsent`;
  const box = createOutbox({
    // A browser that stores nothing still has what was typed until the page is left.
    store: inMemoryToo({ read: () => remembered(kept), write: (text) => remember(kept, text) }),
    send,
    arrived: (unsent, id) => {
      const { queryKey } = meeting(unsent.meeting);
      // Shown as stored at once; what the server made of it comes with the next answer.
      cache.setQueryData(
        queryKey,
        (before) => before && withUnsent(before, [{ ...unsent, key: id ?? unsent.key }], name),
      );
      void cache.invalidateQueries({ queryKey: ['meetings'] });
    },
    now: () => new Date().toISOString(),
    newKey: () => crypto.randomUUID(),
  });
  boxes.set(username, box);
  return box;
}

async function send(unsent: Unsent): Promise<Outcome> {
  const { method, path, body } = requestOf(unsent);
  try {
    if (method === 'DELETE') await remove(path);
    else {
      const headers = { 'idempotency-key': unsent.key };
      const { id } = await write('MeetingAction', method, path, body, headers);
      return { sent: true, id: unsent.typed.what === 'action' ? id : undefined };
    }
    return { sent: true };
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    const { status } = error;
    // Gone already: what was asked for is so.
    if (method === 'DELETE' && status === 404) return { sent: true };
    // Away, too busy, or signed out: it waits for better times.
    if (status === 0 || status >= 500 || status === 401 || status === 429) return { later: true };
    return { refused: error.message || error.title };
  }
}

function inMemoryToo(store: { read(): string | undefined; write(text: string): void }) {
  let last: string | undefined;
  return {
    read: () => store.read() ?? last,
    write: (text: string) => {
      last = text;
      store.write(text);
    },
  };
}
