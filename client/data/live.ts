import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Socket } from 'socket.io-client';
import type { AlertNews, Changed, ClientToServer, Hello, ServerToClient, Topic } from '#shared/events.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { tellProgress } from './progress.ts';
import { system } from './questions.ts';
import { read } from './request.ts';
import { isStale } from './staleness.ts';

/** How the live connection stands: not yet tried, open, or lost and being tried again. */
export type Connection = 'connecting' | 'open' | 'lost';

const spreadMs = 200;
const againMs = 5_000;
/** So often it is looked whether time has jumped: a machine that slept longer than that asks what it missed. */
const lookMs = 10_000;

let connection: Connection = 'connecting';
const watchers = new Set<() => void>();

/** The state of the live connection. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => connection,
  );
}

function setConnection(next: Connection) {
  connection = next;
  for (const tell of watchers) tell();
}

/**
 * Opens the socket for one year and keeps the cache fresh by what it says. News of alerts go to `onNews`,
 * at most 20 at once; `onHello` hears what the server says of itself at each connection. The figures themselves
 * always come over HTTP: a lost message makes a screen late, never wrong. A connection that is lost is tried again
 * for ever, and after a sleep it is asked what was missed, however the connection looks. Returns how to close it.
 */
export function connectLive(
  cache: QueryClient,
  year: number,
  onNews: (news: AlertNews[]) => void,
  onHello: (hello: Hello) => void = () => undefined,
): () => void {
  let socket: Socket<ServerToClient, ClientToServer> | undefined;
  let closed = false;
  let seen: number | undefined;
  const pending = new Set<ReturnType<typeof setTimeout>>();

  const later = (work: () => void, ms: number) => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      work();
    }, ms);
    pending.add(timer);
  };
  // A thousand dashboards hear of a change in the same millisecond; they need not ask in the same one.
  const soon = (work: () => void) => later(work, Math.random() * spreadMs);
  const invalidate = (changed: Pick<Changed, 'topics' | 'projects'>) =>
    soon(() => void cache.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey, changed) }));
  const heard = (seq: number) => {
    seen = Math.max(seen ?? 0, seq);
  };
  const catchUp = async (since: number) => {
    const changes = await read('Changes', 'changes', { since }).catch(() => undefined);
    if (!changes || changes.reset) soon(() => void cache.invalidateQueries());
    else
      for (const { topics, projects } of changes.items) invalidate({ topics: topics as Topic[], projects });
    heard(changes?.seq ?? since);
  };

  const lost = () => {
    if (closed) return;
    setConnection('lost');
    // A server that sends us away, or refuses us, is not tried again by the socket itself.
    if (socket && !socket.active) later(() => socket?.connect(), againMs);
  };
  const open = async () => {
    const { io } = await import('socket.io-client');
    if (closed) return;
    socket = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // Alerts are told in the language of the screen, not of the browser.
      auth: (answer) => answer({ language: spokenLanguage() }),
    });
    socket.on('connect', () => {
      setConnection('open');
      socket?.emit('watch', { year });
    });
    socket.on('disconnect', lost);
    socket.on('connect_error', lost);
    socket.on('hello', (hello) => {
      const { seq } = hello;
      onHello(hello);
      const since = seen ?? cache.getQueryData(system().queryKey)?.seq;
      if (since !== undefined && seq > since) void catchUp(since);
      heard(seq);
    });
    socket.on('changed', ({ seq, topics, projects }) => {
      heard(seq);
      invalidate({ topics, projects });
    });
    socket.on('alert', ({ seq, transition, alert }) => {
      heard(seq);
      onNews([{ transition, alert }]);
    });
    socket.on('progress', tellProgress);
    socket.on('alerts', ({ seq, first }) => {
      heard(seq);
      onNews(first);
    });
  };
  // Loading the socket's code is tried again as well: the server may just be starting anew.
  const openSoon = () => void open().catch(() => !closed && later(openSoon, againMs));
  openSoon();
  const stopWaking = onWaking(() => {
    const since = seen ?? cache.getQueryData(system().queryKey)?.seq;
    if (since !== undefined) void catchUp(since);
    if (socket && !socket.connected) socket.connect();
  });

  return () => {
    closed = true;
    stopWaking();
    for (const timer of pending) clearTimeout(timer);
    socket?.disconnect();
    setConnection('connecting');
  };
}

/** Calls back when the machine has slept, the network is back, or the page is looked at again after a while. */
function onWaking(woken: () => void): () => void {
  let last = Date.now();
  const look = () => {
    const slept = Date.now() - last > 3 * lookMs;
    last = Date.now();
    if (slept) woken();
  };
  const timer = setInterval(look, lookMs);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', woken);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', woken);
  };
}
