/**
 * An exact number: figures that decide something are compared as fractions, and rounded only to be
 * shown. The denominator is always positive.
 */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** The number that a decimal text names; undefined where it is not one. `fraction('98.50')` is 9850/100. */
export function parseFraction(text: string): Fraction | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', decimals = ''] = match;
  const n = BigInt(whole + decimals);
  return { n: sign ? -n : n, d: 10n ** BigInt(decimals.length) };
}

export function over(n: number | bigint, d: number | bigint = 1): Fraction {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  return bottom < 0n ? { n: -top, d: -bottom } : { n: top, d: bottom };
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** a ÷ b; b must not be 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return over(a.n * b.d, a.d * b.n);
}

/** The largest whole number not above the fraction. */
export function floor(a: Fraction): Fraction {
  const quotient = a.n / a.d;
  return over(a.n < 0n && a.n % a.d !== 0n ? quotient - 1n : quotient);
}

/** For showing only: a decimal text rounded half away from zero, trailing zeros kept. */
export function show(a: Fraction, places: number): string {
  const scaled = (a.n < 0n ? -a.n : a.n) * 10n ** BigInt(places) * 2n;
  const rounded = (scaled / a.d + 1n) / 2n;
  const digits = String(rounded).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return a.n < 0n && rounded !== 0n ? `-${text}` : text;
}
