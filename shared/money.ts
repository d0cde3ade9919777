import { z } from 'zod';

/** An amount of money: an integer number of 分. 1 元 is 100, 1 万元 is 1,000,000. Never a fraction. */
export const Fen = z.int();
export type Fen = number;

/**
 * The amount that a decimal text of 元 names, in 分; undefined where it is not one, has more than two
 * decimals, or is too large to be exact. Thousands separators are the caller's business.
 * @example
 * parseYuan('80000.5') // 8_000_050
 */
export function parseYuan(text: string): Fen | undefined {
  return parseScaled(text, 2);
}

/** The same for a text of 万元: at most six decimals. `parseWan('1.25')` is 1_250_000. */
export function parseWan(text: string): Fen | undefined {
  return parseScaled(text, 6);
}

function parseScaled(text: string, places: number): Fen | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', decimals = ''] = match;
  if (/[1-9]/.test(decimals.slice(places))) return undefined;
  const fen = Number(whole + decimals.slice(0, places).padEnd(places, '0'));
  if (!Number.isSafeInteger(fen)) return undefined;
  return sign && fen !== 0 ? -fen : fen;
}

/** An amount as the API writes it: 元 with exactly two decimals, `"80000.00"`. */
export function toYuan(fen: Fen): string {
  return decimal(fen, 2);
}

/** An amount as officials read it: 万元 with two decimals, rounded half away from zero, `"8.00"`. */
export function toWan(fen: Fen): string {
  return decimal(Math.sign(fen) * Math.round(Math.abs(fen) / 10_000), 2);
}

/** 万元 with two decimals, rounded up: paying the printed amount is always enough. */
export function toWanAtLeast(fen: Fen): string {
  return decimal(Math.ceil(fen / 10_000), 2);
}

function decimal(scaled: number, places: number): string {
  const digits = String(Math.abs(scaled)).padStart(places + 1, '0');
  const sign = scaled < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** part ÷ whole as a decimal text with four places, `"0.6667"`; null where there is no whole. */
export function rateOf(part: Fen, whole: Fen): string | null {
  if (whole === 0) return null;
  const scaled = (BigInt(part) * 100_000n) / BigInt(whole);
  const rounded = (scaled + (scaled < 0n ? -5n : 5n)) / 10n;
  return decimal(Number(rounded), 4);
}

/** part ÷ whole in percent with `places` decimals, rounded half up for showing only: `"33.3"`. */
export function percentOf(part: Fen, whole: Fen, places = 1): string {
  const scale = 10n ** BigInt(places + 2);
  const doubled = (2n * BigInt(part) * scale) / BigInt(whole);
  const rounded = (doubled + (doubled < 0n ? -1n : 1n)) / 2n;
  return places === 0 ? String(rounded) : decimal(Number(rounded), places);
}

/** Money on the way in: a decimal text of 元, or a JSON number that is exact in 分. Gives 分. */
export const YuanInput = z.union([z.string(), z.number()]).transform((value, context) => {
  const fen = parseYuan(typeof value === 'number' ? numberText(value) : value);
  if (fen === undefined) {
    context.addIssue({ code: 'custom', params: { said: 'money' } });
    return z.NEVER;
  }
  return fen;
});

/** A JSON number as plain decimal text; an exponent form such as 1e-7 is left to be refused. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** Money on the way out: 元 with exactly two decimals. */
export const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
