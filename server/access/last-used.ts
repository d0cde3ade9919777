import type { Logger } from 'pino';
import type { Database } from '#db/open.ts';
import { touchSessions } from '#db/queries/sessions.ts';
import { touchTokens } from '#db/queries/tokens.ts';
import type { Instant } from '#shared/calendar.ts';

const every = 60_000;

export type LastUsed = ReturnType<typeof createLastUsed>;

/** Remembers which sessions and tokens were used, and writes it down once a minute: no request waits for that. */
export function createLastUsed({ db, log }: { db: Database; log: Logger }) {
  let sessions = new Map<string, Instant>();
  let tokens = new Map<string, Instant>();

  async function flush() {
    if (sessions.size === 0 && tokens.size === 0) return;
    const [ofSessions, ofTokens] = [sessions, tokens];
    [sessions, tokens] = [new Map(), new Map()];
    await db.writeBehind(async (trx) => {
      if (ofSessions.size > 0) await touchSessions(trx, ofSessions);
      if (ofTokens.size > 0) await touchTokens(trx, ofTokens);
    });
  }
  const tick = () =>
    void flush().catch((error: unknown) => log.warn({ err: error }, 'last use was not written down'));
  const timer = setInterval(tick, every).unref();

  return {
    session: (tokenHash: string, at: Instant) => void sessions.set(tokenHash, at),
    token: (id: string, at: Instant) => void tokens.set(id, at),
    flush,
    /** Writes down what is left. */
    async stop() {
      clearInterval(timer);
      await flush().catch(() => undefined);
    },
  };
}
