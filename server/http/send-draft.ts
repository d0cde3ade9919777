import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { ImportRow } from '#db/queries/plan-imports.ts';
import { type Language, languageOf } from '#shared/language.ts';
import { inSlices } from '../slices.ts';
import { toldPieces } from './told-json.ts';

/**
 * Sends a draft with its parts as they are stored, told in the caller's language, piece by piece: a plan of a
 * thousand projects is megabytes.
 */
export async function sendDraft(
  req: Request,
  res: Response,
  row: ImportRow,
  more: Record<string, string> = {},
): Promise<void> {
  const { id, state, fileName, kind, createdAt, createdBy, reading, questions, corrections } = row;
  const head = JSON.stringify({ id, state, fileName, kind, createdAt, createdBy });
  const parts = Object.entries({ reading, questions, corrections, ...more });
  res.type('json');
  const language = languageOf(req.get('accept-language'));
  await pipeline(Readable.from(pieces(head.slice(0, -1), parts, language)), res).catch((error: unknown) => {
    // Whoever asked has gone; nobody is left to answer.
    if (!res.destroyed) throw error;
  });
}

/** The lines of a source as a JSON list, some at a time. */
export async function linesAsJson(source: string): Promise<string> {
  const parts = await inSlices(source.split(/\r\n|\r|\n/), linesAtOnce, (lines) =>
    JSON.stringify(lines).slice(1, -1),
  );
  return `[${parts.join(',')}]`;
}

const linesAtOnce = 2_000;

const pieceLength = 256 * 1024;

async function* pieces(head: string, parts: [string, string][], language: Language): AsyncGenerator<Buffer> {
  yield Buffer.from(head);
  for (const [name, json] of parts) {
    yield Buffer.from(`,"${name}":`);
    for (const told of toldPieces(json, language, pieceLength)) {
      for (let at = 0; at < told.length; ) {
        // Half of a character outside the basic plane would not be one.
        const isHalf = /[\ud800-\udbff]/.test(told[at + pieceLength - 1] ?? '');
        const end = at + pieceLength - (isHalf ? 1 : 0);
        yield Buffer.from(told.slice(at, end));
        at = end;
        await setImmediate();
      }
    }
  }
  yield Buffer.from('}');
}
