import { createHash } from 'node:crypto';
import { maskPayee } from '#shared/mask.ts';

/** So many characters of JSON a row of the trail holds at most, for each of before and after. */
const mostText = 4_000;
/** So many rows of a batch are named. */
const mostNamed = 20;
const mostProjects = 50;

const secretKey = /password|secret|token|hash$|recoverycode/i;

/**
 * What is said of a thing in the trail, as JSON: no secret and no payee in clear, a batch as its count, its first
 * names and its digest, and what is too long as its digest. Undefined where there is nothing to say.
 */
export function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const items = itemsIn(value);
  const text = JSON.stringify(items ? batch(items) : value, masking);
  if (text === undefined || text === '{}') return undefined;
  if (text.length <= mostText) return text;
  return JSON.stringify({ characters: text.length, sha256: digestOf(text), begins: text.slice(0, 500) });
}

/** The codes of the projects that a body names. */
export function projectsIn(body: unknown): string[] {
  const items = itemsIn(body) ?? [body];
  const codes = items.flatMap((item) => textOf(item, 'projectCode') ?? []);
  return [...new Set(codes)].slice(0, mostProjects);
}

function batch(items: readonly unknown[]) {
  const first = items
    .slice(0, mostNamed)
    .map((item) => textOf(item, 'voucherNo') ?? textOf(item, 'indicator') ?? '');
  return { items: items.length, first, sha256: digestOf(JSON.stringify(items)) };
}

function itemsIn(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('items' in value)) return undefined;
  return Array.isArray(value.items) && value.items.length > 0 ? value.items : undefined;
}

function textOf(item: unknown, field: string): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const value = (item as Record<string, unknown>)[field];
  return typeof value === 'string' ? value.slice(0, 100) : undefined;
}

function masking(key: string, value: unknown): unknown {
  if (secretKey.test(key) && typeof value === 'string') return undefined;
  return key === 'payee' && typeof value === 'string' ? maskPayee(value) : value;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
