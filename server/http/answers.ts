import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import type { Database } from '#db/open.ts';
import { lastSeq } from '#db/queries/changes.ts';
import { languageOf } from '#shared/language.ts';
import type { Person } from '#shared/rights.ts';
import { personOf, refuseUnless, sightOf } from './person.ts';
import { callerOf } from './sign-in.ts';

/** So many answers are kept for the next who asks the same. */
const mostKept = 300;
/** What fits into one packet anyway gains nothing by being compressed. */
const leastCompressed = 1_400;

interface Kept {
  tag: string;
  body: Promise<string>;
  /** The body compressed, from when somebody first took it so. */
  compressed?: Promise<Buffer>;
}

/**
 * Answers reads, for callers who may read, from a shared, once computed result: for the same sight, address, day and
 * language nothing can have changed while `seq` stands. A client that has it already gets a 304. With a thousand dashboards asking
 * after each change, one of them pays, also for the compressing. What is made of who asks (`isOwn`) nobody shares.
 */
export function createAnswers(db: Database) {
  const kept = new Map<string, Kept>();
  return function answer(
    compute: (req: Request, res: Response) => Promise<unknown>,
    isOwn: (req: Request) => boolean = () => false,
  ): RequestHandler {
    return async (req, res) => {
      refuseUnless(personOf(callerOf(res)), 'read');
      const language = languageOf(req.get('accept-language'));
      const [seq, today] = [await lastSeq(db.read), await db.today()];
      // Who sees the same shares an answer; whoever sees less has one of their own.
      const who = isOwn(req) ? JSON.stringify(asOne(personOf(callerOf(res)))) : '';
      const address = `${sightOf(res).key} ${who} ${language} ${req.originalUrl}`;
      const tag = `W/"${createHash('sha1').update(`${seq} ${today} ${address}`).digest('base64url')}"`;
      const headers = {
        ETag: tag,
        'Cache-Control': 'private, no-cache',
        Vary: 'Accept-Language, Accept-Encoding, Cookie, Authorization',
      };
      if (req.get('if-none-match') === tag) {
        res.set(headers).status(304).end();
        return;
      }
      let held = kept.get(address);
      if (held?.tag !== tag) {
        held = { tag, body: compute(req, res).then((value) => JSON.stringify(value)) };
        held.body.catch(() => kept.delete(address));
        kept.delete(address);
        kept.set(address, held);
        const [oldest] = kept.keys();
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      }
      const body = await held.body;
      // Only now: a problem must not be known again by the tag of an answer.
      res.set(headers).type('json');
      if (body.length < leastCompressed || !req.acceptsEncodings('gzip')) {
        res.send(body);
        return;
      }
      held.compressed ??= compress(body);
      const compressed = await held.compressed;
      res.set('Content-Encoding', 'gzip').send(compressed);
    };
  };
}

/** All of a person that what is their own depends on. */
function asOne({ kind, username, name, grants }: Person) {
  return [kind, username, name, grants];
}

/** Off the main thread. */
const compress = promisify<string, Buffer>(gzip);

export type Answer = ReturnType<typeof createAnswers>;
