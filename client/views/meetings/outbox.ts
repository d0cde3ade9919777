import { nextToSend, queued, requestOf, type Typed, type Unsent } from './unsent.ts';

/** How a try to send came out: there, with the id it has there; later because the server is away; or refused, and why. */
export type Outcome = { sent: true; id?: string | undefined } | { later: true } | { refused: string };

interface Parts {
  /** Where the queue is kept over a reload. */
  store: { read(): string | undefined; write(text: string): void };
  send(unsent: Unsent): Promise<Outcome>;
  /** Told of each that has arrived, with its id there, while it is still shown as typed. */
  arrived(unsent: Unsent, id: string | undefined): void;
  now(): string;
  newKey(): string;
}

/** What was typed and is not with the server yet, and how it gets there. */
export interface Outbox {
  /** The same array until something changes. */
  all(): readonly Unsent[];
  /** Whether the last try found no server. */
  isAway(): boolean;
  /** Keeps something typed, at once and over a reload, and sends it as soon as it can be. */
  add(meeting: string, typed: Typed): void;
  /** Throws one away that was refused. */
  drop(key: string): void;
  /** Sends what waits, one after the other in the order in which it was typed. */
  flush(): Promise<void>;
  watch(tell: () => void): () => void;
}

/**
 * An outbox over a store that several pages may share: each change reads the store before it writes, and a thing
 * that two pages send has one key.
 */
export function createOutbox({ store, send, arrived, now, newKey }: Parts): Outbox {
  let text: string | undefined;
  let queue: readonly Unsent[] = [];
  let away = false;
  let sending: string | undefined;
  // What was added here is called by its key until the server has given it an id.
  const ids = new Map<string, string>();
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const each of watchers) each();
  };

  const all = () => {
    const kept = store.read();
    if (kept !== text) {
      text = kept;
      queue = parsed(kept);
    }
    return queue;
  };
  const change = (to: (before: readonly Unsent[]) => readonly Unsent[]) => {
    queue = to(all());
    text = queue.length === 0 ? '' : JSON.stringify(queue);
    store.write(text);
    tell();
  };
  const setAway = (is: boolean) => {
    if (away === is) return;
    away = is;
    tell();
  };

  const known = (unsent: Unsent): Unsent => {
    const { typed } = unsent;
    const id = 'action' in typed ? ids.get(typed.action) : undefined;
    return id ? { ...unsent, typed: { ...typed, action: id } as Typed } : unsent;
  };

  async function flush() {
    if (sending) return;
    for (let next = nextToSend(all()); next; next = nextToSend(all())) {
      const { key } = next;
      sending = key;
      // What goes wrong here is a bug; it must not stop the next try.
      const outcome = await send(next).finally(() => {
        sending = undefined;
      });
      if ('later' in outcome) return setAway(true);
      setAway(false);
      if ('sent' in outcome) {
        const { id } = outcome;
        if (id) ids.set(key, id);
        arrived(next, id);
        change((before) => before.filter((each) => each.key !== key).map(known));
      } else {
        const { refused } = outcome;
        change((before) => before.map((each) => (each.key === key ? { ...each, refused } : each)));
      }
    }
  }

  return {
    all,
    isAway: () => away,
    add(meeting, typed) {
      change((before) => queued(before, known({ key: newKey(), meeting, typed, at: now() }), sending));
      void flush();
    },
    drop(key) {
      change((before) => before.filter((each) => each.key !== key));
    },
    flush,
    watch(each) {
      watchers.add(each);
      return () => watchers.delete(each);
    },
  };
}

function parsed(text: string | undefined): Unsent[] {
  if (!text) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? (kept as Unsent[]).filter(isWhole) : [];
  } catch {
    return [];
  }
}

/** What an older version kept, or somebody wrote by hand, must not stop the rest. */
function isWhole(each: Partial<Unsent> | null): boolean {
  if (!each?.key || !each.meeting || !each.typed) return false;
  try {
    return requestOf(each as Unsent).path !== undefined;
  } catch {
    return false;
  }
}
