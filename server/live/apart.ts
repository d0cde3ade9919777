import type { Socket } from 'socket.io';
import type { AlertChange, Change } from '#db/gate.ts';
import type { ClientToServer, ServerToClient } from '#shared/events.ts';
import type { Language } from '#shared/language.ts';
import type { Person } from '#shared/rights.ts';
import { seesAlert } from '../http/alerts.ts';
import { seenChange } from '../http/changes.ts';
import type { Sight, Sights } from '../sight.ts';
import {
  alertWindow,
  countsOf,
  floodLasts,
  mostAlerts,
  mostNamed,
  newsOf,
  worthSaying,
} from './alert-news.ts';

/** An open socket of who sees less than everything. */
export interface Restricted {
  socket: Socket<ClientToServer, ServerToClient>;
  person: Person;
  speaks: Language;
  /** Whose alerts are wanted; of every year where none was said. */
  year: number | undefined;
  /** Until when alerts are counted together, and how many were said in that time. */
  window?: { ends: number; said: number; floodEnds: number };
  /** What was collected of a flood: said whenever `changed` is. */
  rest?: { seq: number; alerts: AlertChange[] };
}

/**
 * Tells those apart who see less than everything: each hears of the alerts and projects that exist for him, counted by
 * themselves, and nothing where none of them is concerned.
 */
export function createApart(sights: Sights, restricted: ReadonlySet<Restricted>) {
  // What one sees may have to be looked up: one after another, so that nobody hears things out of order.
  let turn = Promise.resolve();
  const eachInTurn = (tell: (listener: Restricted, sight: Sight) => void) => {
    if (restricted.size === 0) return;
    turn = turn.then(async () => {
      for (const listener of restricted) {
        const sight = await sights.of(listener.person).catch(() => undefined);
        // Without an answer nothing is said: a message less makes a screen late, never wrong.
        if (sight) tell(listener, sight);
      }
    });
  };
  return {
    news(change: Change) {
      if (change.alerts?.length) eachInTurn((listener, sight) => tellAlerts(listener, sight, change));
    },
    changed(changes: readonly Change[]) {
      eachInTurn((listener, sight) => {
        tellRest(listener);
        tellChanged(listener, sight, changes);
      });
    },
  };
}

function tellAlerts(listener: Restricted, sight: Sight, { seq, alerts }: Change): void {
  const { socket, speaks, year } = listener;
  const own = worthSaying(alerts).filter(
    ({ alert }) => (year === undefined || alert.year === year) && seesAlert(sight, alert),
  );
  if (own.length === 0) return;
  const now = Date.now();
  const before = listener.window ?? { ends: 0, said: 0, floodEnds: 0 };
  const window = now < before.ends ? before : { ...before, ends: now + alertWindow, said: 0 };
  window.said += own.length;
  if (window.said > mostAlerts) window.floodEnds = now + floodLasts;
  listener.window = window;
  if (now >= window.floodEnds) for (const one of own) socket.emit('alert', { seq, ...newsOf(one, speaks) });
  else listener.rest = { seq, alerts: [...(listener.rest?.alerts ?? []), ...own] };
}

/** Says what was collected of a flood. */
function tellRest(listener: Restricted): void {
  const { socket, speaks, rest } = listener;
  if (!rest) return;
  delete listener.rest;
  const { seq, alerts } = rest;
  const named = alerts.slice(0, mostNamed).map((one) => newsOf(one, speaks));
  if (alerts.length > 1) socket.emit('alerts', { seq, counts: countsOf(alerts), first: named });
  else for (const one of named) socket.emit('alert', { seq, ...one });
}

function tellChanged({ socket }: Restricted, sight: Sight, changes: readonly Change[]): void {
  const seen = changes.flatMap((change) => seenChange(change, sight) ?? []);
  const last = seen.at(-1);
  if (!last) return;
  const topics = [...new Set(seen.flatMap((change) => change.topics))];
  const projects = seen.every((change) => change.projects)
    ? [...new Set(seen.flatMap((change) => change.projects ?? []))]
    : undefined;
  socket.emit('changed', { seq: last.seq, topics, ...(projects && { projects }) });
}
