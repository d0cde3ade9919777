import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { said } from '#shared/language.ts';
import { HttpError } from './errors.ts';

/**
 * Bodies are JSON; another kind is a 415, except under addresses whose routers take documents themselves.
 * U+0000 and halves of a surrogate pair are refused wherever they come: PostgreSQL cannot store them.
 */
export function jsonBodies(limit: string, documentsUnder?: RegExp): RequestHandler[] {
  const unstorable = new WeakSet<IncomingMessage>();
  const tooDeep = new WeakSet<IncomingMessage>();
  const parse = express.json({
    limit,
    verify: (req, _, raw) => {
      if (raw.includes('\\u0000') || hasHalfPair(raw)) unstorable.add(req);
      if (isDeep(raw)) tooDeep.add(req);
    },
  });
  const check: RequestHandler = (req, _, next) => {
    if (unstorable.has(req) || req.originalUrl.includes('%00')) throw unstorableRefused();
    if (tooDeep.has(req)) {
      throw new HttpError(400, 'malformed', said('JSON 嵌套过深。', 'The JSON is nested too deeply.'));
    }
    const takesDocuments = documentsUnder?.test(req.originalUrl) ?? false;
    if (hasBody(req) && req.body === undefined && !takesDocuments) {
      throw new HttpError(
        415,
        'unsupported',
        said('请以 Content-Type: application/json 发送。', 'Send it as Content-Type: application/json.'),
      );
    }
    next();
  };
  return [parse, check];
}

export function unstorableRefused(): HttpError {
  return new HttpError(
    400,
    'malformed',
    said(
      '内容含有不能保存的字符（如 U+0000）。',
      'It contains a character that cannot be stored, such as U+0000.',
    ),
  );
}

/** JSON may write half of a character outside the basic plane: `\\ud840` without its `\\udc00`. */
function hasHalfPair(raw: Buffer): boolean {
  if (!raw.includes('\\ud') && !raw.includes('\\uD')) return false;
  return /\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]/i.test(raw.toString('latin1'));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** So many levels no request of ours has; what walks a body level by level must not run out of stack. */
const mostLevels = 100;

function isDeep(raw: Buffer): boolean {
  const [quote, backslash] = [0x22, 0x5c];
  let levels = 0;
  let inText = false;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === 0x7b || byte === 0x5b) levels += 1;
    else if (byte === 0x7d || byte === 0x5d) levels -= 1;
    if (levels > mostLevels) return true;
  }
  return false;
}
