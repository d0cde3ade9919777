import type { Server, Socket } from 'socket.io';
import type { Database } from '#db/open.ts';
import { sessionsInForce } from '#db/queries/sessions.ts';
import { tokensInForce } from '#db/queries/tokens.ts';
import type { Caller, SignIns } from '../http/sign-in.ts';

/** What time ends, and what another process ends beside this server, is noticed so soon. */
const every = 10_000;

/**
 * Ends the sockets of sign-ins that are over: signed out, revoked, expired, idle, disabled, or in need of a
 * password or a second factor. Looked at when told so and every ten seconds.
 */
export function watchSignIns(io: Server, { db, signIns }: { db: Database; signIns: SignIns }) {
  let looking: Promise<void> | undefined;
  let again = false;

  async function look() {
    const held = [...io.sockets.sockets.values()].map(signInOf);
    const of = (kind: SignIn['kind']) => [
      ...new Set(held.flatMap((one) => (one?.kind === kind ? [one.key] : []))),
    ];
    const limits = signIns.limits();
    const { secondFactorRoles } = signIns.rules.current;
    const [sessions, tokens] = [of('session'), of('token')];
    const inForce = {
      session: sessions.length > 0 && (await sessionsInForce(db.read, sessions, limits, secondFactorRoles)),
      token: tokens.length > 0 && (await tokensInForce(db.read, tokens, limits.at)),
    };
    const isOver = ({ kind, key }: SignIn) => inForce[kind] && !inForce[kind].has(key);
    for (const key of sessions) if (isOver({ kind: 'session', key })) end({ kind: 'session', key });
    for (const key of tokens) if (isOver({ kind: 'token', key })) end({ kind: 'token', key });
  }
  const end = (signIn: SignIn) => io.in(roomOf(signIn)).disconnectSockets(true);

  /** A change that comes while one looks may not be seen by that look: then another one follows. */
  function recheck(): void {
    if (looking) {
      again = true;
      return;
    }
    looking = look()
      // The database is away: nobody can be judged, and the next look comes soon.
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
        if (again) {
          again = false;
          recheck();
        }
      });
  }
  const timer = setInterval(recheck, every).unref();

  return {
    recheck,
    /** Remembers by what a socket was let in. */
    joins(socket: Socket, { sessionHash, tokenId }: Caller): void {
      const signIn: SignIn | undefined =
        sessionHash !== undefined
          ? { kind: 'session', key: sessionHash }
          : tokenId !== undefined
            ? { kind: 'token', key: tokenId }
            : undefined;
      if (!signIn) return;
      socket.data.signIn = signIn;
      void socket.join(roomOf(signIn));
    },
    stop: () => clearInterval(timer),
  };
}

interface SignIn {
  kind: 'session' | 'token';
  key: string;
}

function signInOf(socket: Pick<Socket, 'data'>): SignIn | undefined {
  return (socket.data as { signIn?: SignIn }).signIn;
}

function roomOf({ kind, key }: SignIn): string {
  return `${kind} ${key}`;
}
