import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { AlertChange, Change } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { lastSeq } from '#db/queries/changes.ts';
import { inForceAmong } from '#db/queries/sessions.ts';
import type { ClientToServer, Progress, ServerToClient, Topic } from '#shared/events.ts';
import { type Language, languageOf, type Said } from '#shared/language.ts';
import { may } from '#shared/rights.ts';
import { addressOf, type Trust } from '../access/address.ts';
import { personOf } from '../http/person.ts';
import { currentYear } from '../http/reading-days.ts';
import { type Caller, isOwnOrigin, isSettled, type SignIns, secretHash } from '../http/sign-in.ts';
import type { Sights } from '../sight.ts';
import {
  alertWindow,
  countsOf,
  floodLasts,
  mostAlerts,
  mostNamed,
  newsOf,
  worthSaying,
} from './alert-news.ts';
import { createApart, type Restricted } from './apart.ts';
import { countSockets } from './count-sockets.ts';

type Io = Server<ClientToServer, ServerToClient>;
type LiveSocket = Socket<ClientToServer, ServerToClient>;

/** An open socket: whose it is, by which session or token, and what it listens to. */
interface Listener extends Restricted {
  hash: string;
}

const languages: Language[] = ['zh', 'en'];
/** `changed` is said at most four times a second, so that a flood's messages beside it keep a reader under ten frames. */
const changedEvery = 250;
/** So often it is looked whether sessions and tokens behind sockets are still in force. */
const recheckedEvery = 5_000;

/** Everybody who sees everything. */
const everybody = 'everybody';

export interface Live {
  connected(): number;
  /** Tells whoever started something how far it is, in each language. */
  progress(
    caller: Pick<Caller, 'kind' | 'name'>,
    message: Omit<Progress, 'message'> & { message: Said },
  ): void;
  /** Ends the sockets of sessions and tokens that have ended, as soon as that is known. */
  recheck(): void;
  close(): Promise<void>;
}

/**
 * The socket server: fed from committed changes in the order of `seq`, it tells open dashboards what became
 * stale and what became of alerts. It decides nothing and remembers nothing.
 */
export function createLive(
  http: HttpServer,
  {
    db,
    sights,
    signIns,
    version,
    publicUrl,
    trust,
  }: {
    db: Database;
    sights: Sights;
    signIns: SignIns;
    version: string;
    publicUrl: string | undefined;
    trust: Trust;
  },
): Live {
  const sockets = countSockets((request) => addressOf(request, trust));
  const io: Io = new Server(http, {
    // Compressed, a connection costs ten times the memory and the news come later.
    perMessageDeflate: false,
    serveClient: false,
    allowRequest: (req, allow) =>
      allow(
        null,
        isOwnOrigin(req.headers.origin, req.headers.host, publicUrl) &&
          sockets.mayOpen(req, signIns.rules.current.socketsPerAddress),
      ),
  });
  io.engine.on('connection', sockets.opened);
  const listeners = new Map<string, Listener>();
  const restricted = new Set<Listener>();
  io.use((socket, next) => {
    admit(socket).then(
      (mayListen) => next(mayListen ? undefined : new Error('sign in first')),
      () => next(new Error('unavailable')),
    );
  });
  io.on('connection', (socket) => {
    const listener = listeners.get(socket.id);
    if (!listener) return;
    void place(listener);
    socket.on('watch', (message) => {
      const watched = Watch.safeParse(message);
      if (!watched.success) return;
      listener.year = watched.data.year;
      void place(listener);
    });
    socket.on('disconnect', () => {
      listeners.delete(socket.id);
      restricted.delete(listener);
    });
    void greet(socket);
  });

  /** Lets in who may listen: the feed says what reading would. */
  async function admit(socket: LiveSocket): Promise<boolean> {
    const credential = credentialOf(socket);
    const caller = await signIns.find(credential);
    if (!mayListen(caller)) return false;
    const hash =
      caller.sessionHash ?? caller.wallHash ?? (credential.token ? secretHash(credential.token) : '');
    const speaks = languageOfSocket(socket);
    void socket.join(callerRoom(caller, speaks));
    listeners.set(socket.id, { socket, hash, person: personOf(caller), speaks, year: undefined });
    return true;
  }

  /** Who sees everything shares rooms, and with them one encoded packet; whoever sees less is told apart. */
  async function place(listener: Listener) {
    const { socket, person, speaks, year } = listener;
    const { seen } = await sights.of(person);
    for (const room of socket.rooms)
      if (room.startsWith('news ') || room === everybody) void socket.leave(room);
    if (seen) {
      restricted.add(listener);
      return;
    }
    restricted.delete(listener);
    void socket.join([everybody, newsRoom(speaks, year)]);
  }

  /** Ends the sockets of who is signed out, expired or revoked; `grants` are looked at again where they may have changed. */
  async function recheck(grants: boolean) {
    const open = [...listeners.values()];
    if (open.length === 0) return;
    const hashes = [...new Set(open.map(({ hash }) => hash))];
    const inForce = await inForceAmong(db.read, hashes, signIns.limits());
    for (const { hash, socket } of open) if (!inForce.has(hash)) socket.disconnect(true);
    if (!grants) return;
    for (const listener of open.filter(({ hash }) => inForce.has(hash))) {
      const caller = await signIns.find(credentialOf(listener.socket));
      if (!mayListen(caller)) listener.socket.disconnect(true);
      else {
        listener.person = personOf(caller);
        await place(listener);
      }
    }
  }

  /** Whoever listens is judged anew, by rules that are known anew. */
  async function peopleChanged() {
    await signIns.rules.reload();
    await recheck(true);
  }

  async function greet(socket: Socket<ClientToServer, ServerToClient>) {
    const seq = await lastSeq(db.read);
    socket.emit('hello', { seq, year: await currentYear(db, await db.today()), version });
  }

  const apart = createApart(sights, restricted);
  const news = createNews(io);
  // The toast first: a dashboard that refetches must know why.
  const stale = createStale(io, news.sayRest, apart.changed);
  db.onChange((change) => {
    news.add(change);
    apart.news(change);
    stale.add(change);
    if (change.topics.includes('people')) void peopleChanged().catch(() => undefined);
  });
  // What the command line or another server ended is known by looking.
  const looking = setInterval(() => void recheck(false).catch(() => undefined), recheckedEvery);

  return {
    connected: () => io.engine.clientsCount,
    progress(caller, { message, ...progress }) {
      for (const language of languages)
        io.to(callerRoom(caller, language)).emit('progress', { ...progress, message: message[language] });
    },
    recheck: () => void recheck(false).catch(() => undefined),
    async close() {
      clearInterval(looking);
      stale.stop();
      await io.close();
    },
  };
}

/** Who watches a year hears of its alerts; who watches none hears of all. */
function newsRoom(language: Language, year?: number): string {
  return `news ${language} ${year ?? 'any'}`;
}

/** Everything that one person or machine has open. */
function callerRoom({ kind, name }: Pick<Caller, 'kind' | 'name'>, language: Language): string {
  return `caller ${language} ${kind} ${name}`;
}

/** A dashboard says which language it speaks; other clients are known by their header. */
function languageOfSocket({ handshake }: Socket): Language {
  const { language = handshake.headers['accept-language'] } = handshake.auth as { language?: unknown };
  return languageOf(String(language));
}

const Watch = z.object({ year: z.int() });

/** The feed says what reading would: it is for those who may read. */
function mayListen(caller: Caller | undefined): caller is Caller {
  return caller !== undefined && isSettled(caller) && may(personOf(caller), 'read').may;
}

function credentialOf(socket: LiveSocket) {
  const token = socket.handshake.auth.token as unknown;
  const { cookie } = socket.handshake.headers;
  const given = typeof token === 'string' ? token : bearerOf(socket);
  // A socket that comes back by itself is nobody at the screen.
  return { cookie, token: given, unattended: true };
}

function bearerOf(socket: Socket): string | undefined {
  return /^Bearer (.+)$/i.exec(socket.handshake.headers.authorization ?? '')?.[1];
}

/** Collects what became stale and says it at once, or with what follows within the interval. */
function createStale(io: Io, before: () => void, tellApart: (changes: readonly Change[]) => void) {
  let changes: Change[] = [];
  let topics = new Set<Topic>();
  let projects: Set<string> | undefined = new Set();
  let seq = 0;
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  const say = () => {
    timer = undefined;
    last = Date.now();
    before();
    io.to(everybody).emit('changed', {
      seq,
      topics: [...topics],
      ...(projects && { projects: [...projects] }),
    });
    tellApart(changes);
    changes = [];
    topics = new Set();
    projects = new Set();
  };
  return {
    add(change: Change) {
      seq = change.seq;
      changes.push(change);
      for (const topic of change.topics) topics.add(topic);
      if (change.projects && projects) for (const project of change.projects) projects.add(project);
      else projects = undefined;
      if (timer) return;
      const wait = Math.max(0, last + changedEvery - Date.now());
      if (wait === 0) say();
      else timer = setTimeout(say, wait);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Says each alert by itself, in the reader's language. A flood is collected and said as one message with counts,
 * whenever `changed` is: so a reader has no more frames of a storm of thousands than of the writes that made it.
 */
function createNews(io: Io) {
  let windowEnds = 0;
  let said = 0;
  let floodEnds = 0;
  const rest = new Map<number, { seq: number; alerts: AlertChange[] }>();

  const say = (year: number, seq: number, alerts: readonly AlertChange[], isFlood: boolean) => {
    for (const language of languages) {
      const rooms = io.to([newsRoom(language), newsRoom(language, year)]);
      const shown = (change: AlertChange) => newsOf(change, language);
      if (isFlood)
        rooms.emit('alerts', { seq, counts: countsOf(alerts), first: alerts.slice(0, mostNamed).map(shown) });
      else for (const one of alerts) rooms.emit('alert', { seq, ...shown(one) });
    }
  };
  return {
    add({ seq, alerts: became }: Change) {
      const alerts = worthSaying(became);
      if (alerts.length === 0) return;
      const now = Date.now();
      if (now >= windowEnds) [windowEnds, said] = [now + alertWindow, 0];
      said += alerts.length;
      if (said > mostAlerts) floodEnds = now + floodLasts;
      for (const [year, ofYear] of byYear(alerts)) {
        if (now >= floodEnds) say(year, seq, ofYear, false);
        else rest.set(year, { seq, alerts: [...(rest.get(year)?.alerts ?? []), ...ofYear] });
      }
    },
    /** Says what was collected of a flood. */
    sayRest() {
      for (const [year, { seq, alerts }] of rest) say(year, seq, alerts, alerts.length > 1);
      rest.clear();
    },
  };
}

function byYear(alerts: readonly AlertChange[]): Map<number, AlertChange[]> {
  const years = new Map<number, AlertChange[]>();
  for (const one of alerts) years.set(one.alert.year, [...(years.get(one.alert.year) ?? []), one]);
  return years;
}
