import type { NextFunction, Request, Response } from 'express';
import { said } from '#shared/language.ts';
import { HttpError } from './errors.ts';

/** No request nests deeper; what does would overflow the stack of whoever walks it. */
const deepest = 50;

/**
 * Whether every text in a value can be stored in both databases and come back the same: PostgreSQL refuses
 * NUL, and half a surrogate pair is no text in UTF-8.
 */
export function isStorable(value: unknown): boolean {
  const left: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let one = left.pop(); one; one = left.pop()) {
    const { value: here, depth } = one;
    if (typeof here === 'string' && !isText(here)) return false;
    if (typeof here !== 'object' || here === null) continue;
    if (depth >= deepest) return false;
    for (const [key, inner] of Object.entries(here)) {
      if (!isText(key)) return false;
      left.push({ value: inner, depth: depth + 1 });
    }
  }
  return true;
}

function isText(text: string): boolean {
  return !text.includes('\0') && !loneSurrogate.test(text);
}

const loneSurrogate = /\p{Surrogate}/u;

export function unstorable(): HttpError {
  return new HttpError(
    400,
    'unstorable',
    said(
      '内容含有不能保存的字符（NUL 或不成对的代理字符），或嵌套过深。',
      'The content holds characters that cannot be stored (NUL, half a surrogate pair), or nests too deep.',
    ),
  );
}

/** Refuses requests whose address or body could not be stored or looked up as it stands. */
export function refuseUnstorable(req: Request, _: Response, next: NextFunction): void {
  if (/%00/.test(req.originalUrl) || !isStorable(req.body)) throw unstorable();
  next();
}
