import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { AlertChange, Change } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { lastSeq } from '#db/queries/changes.ts';
import type { AlertTransition } from '#shared/alert.ts';
import type { ClientToServer, Progress, ServerToClient, Topic } from '#shared/events.ts';
import { type Language, languageOf, type Said } from '#shared/language.ts';
import { addressOf, type Trust } from '../access/address.ts';
import { currentYear } from '../http/reading-days.ts';
import { type Caller, isOwnOrigin, isSettled, type SignIns } from '../http/sign-in.ts';
import { showAlert } from '../show-alert.ts';
import { countSockets } from './count-sockets.ts';
import { watchSignIns } from './watch-sign-ins.ts';

type Io = Server<ClientToServer, ServerToClient>;

const languages: Language[] = ['zh', 'en'];
/** `changed` is said at most five times a second; what comes in between is said together. */
const changedEvery = 200;
/** More alerts than this within a window are said as one message. */
const [mostAlerts, alertWindow] = [20, 100];

export interface Live {
  connected(): number;
  /** Tells whoever started something how far it is, in each language. */
  progress(
    caller: Pick<Caller, 'kind' | 'name'>,
    message: Omit<Progress, 'message'> & { message: Said },
  ): void;
  /** Looks at once whether everybody who listens still may, and ends the sockets of those who may not. */
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
    signIns,
    version,
    publicUrl,
    trust,
  }: { db: Database; signIns: SignIns; version: string; publicUrl: string | undefined; trust: Trust },
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
  const signedIn = watchSignIns(io, { db, signIns });
  io.use((socket, next) => {
    const token = socket.handshake.auth.token as unknown;
    const { cookie } = socket.handshake.headers;
    const shown = { cookie, token: typeof token === 'string' ? token : bearerOf(socket), unattended: true };
    signIns.find(shown).then(
      (caller) => {
        if (caller) signedIn.joins(socket, caller);
        if (caller) void socket.join(callerRoom(caller, languageOfSocket(socket)));
        next(mayListen(caller) ? undefined : new Error('sign in first'));
      },
      () => next(new Error('unavailable')),
    );
  });
  io.on('connection', (socket) => {
    const speaks = languageOfSocket(socket);
    let watching = newsRoom(speaks);
    void socket.join(watching);
    socket.on('watch', (message) => {
      const watched = Watch.safeParse(message);
      if (!watched.success) return;
      void socket.leave(watching);
      watching = newsRoom(speaks, watched.data.year);
      void socket.join(watching);
    });
    void greet(socket);
  });

  async function greet(socket: Socket<ClientToServer, ServerToClient>) {
    const seq = await lastSeq(db.read);
    socket.emit('hello', { seq, year: await currentYear(db, await db.today()), version });
  }

  const stale = createStale(io);
  const news = createNews(io);
  db.onChange((change) => {
    // The toast first: a dashboard that refetches must know why.
    news(change);
    stale.add(change);
    if (change.topics.includes('people')) signedIn.recheck();
  });

  return {
    connected: () => io.engine.clientsCount,
    progress(caller, { message, ...progress }) {
      for (const language of languages)
        io.to(callerRoom(caller, language)).emit('progress', { ...progress, message: message[language] });
    },
    recheck: signedIn.recheck,
    async close() {
      stale.stop();
      signedIn.stop();
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
function mayListen(caller: Caller | undefined): boolean {
  return caller !== undefined && isSettled(caller) && caller.scopes.has('read');
}

function bearerOf(socket: Socket): string | undefined {
  return /^Bearer (.+)$/i.exec(socket.handshake.headers.authorization ?? '')?.[1];
}

/** Collects what became stale and says it at once, or with what follows within the interval. */
function createStale(io: Io) {
  let topics = new Set<Topic>();
  let projects: Set<string> | undefined = new Set();
  let seq = 0;
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  const say = () => {
    timer = undefined;
    last = Date.now();
    io.emit('changed', { seq, topics: [...topics], ...(projects && { projects: [...projects] }) });
    topics = new Set();
    projects = new Set();
  };
  return {
    add(change: Change) {
      seq = change.seq;
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

/** Says each alert by itself, in the reader's language; a flood becomes one message with counts. */
function createNews(io: Io) {
  let windowEnds = 0;
  let said = 0;
  return ({ seq, alerts = [] }: Change) => {
    if (alerts.length === 0) return;
    const now = Date.now();
    if (now >= windowEnds) [windowEnds, said] = [now + alertWindow, 0];
    said += alerts.length;
    for (const [year, ofYear] of byYear(alerts)) {
      for (const language of languages) {
        const rooms = io.to([newsRoom(language), newsRoom(language, year)]);
        const shown = (change: AlertChange) => ({
          transition: change.transition,
          alert: showAlert(change.alert, language, change.asOf),
        });
        if (said <= mostAlerts) for (const one of ofYear) rooms.emit('alert', { seq, ...shown(one) });
        else rooms.emit('alerts', { seq, counts: countsOf(ofYear), first: ofYear.slice(0, 5).map(shown) });
      }
    }
  };
}

function byYear(alerts: readonly AlertChange[]): Map<number, AlertChange[]> {
  const years = new Map<number, AlertChange[]>();
  for (const one of alerts) years.set(one.alert.year, [...(years.get(one.alert.year) ?? []), one]);
  return years;
}

function countsOf(alerts: readonly AlertChange[]): Record<AlertTransition, number> {
  const counts = { opened: 0, escalated: 0, changed: 0, resolved: 0 };
  for (const { transition } of alerts) counts[transition] += 1;
  return counts;
}
