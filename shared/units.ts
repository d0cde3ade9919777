import { isWholeUnit } from './target-names.ts';

const scales: Record<string, number> = { '': 0, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 };
const sameUnits: Record<string, string> = {
  '㎡': '平方米',
  m2: '平方米',
  平米: '平方米',
  m: '米',
  M: '米',
  km: '公里',
  h: '小时',
  日: '天',
};

/** The value in the target's unit, exactly; undefined where the units do not go together. No unit means the target's. */
export function convert(value: string, suffix: string, unit: string): string | undefined {
  if (suffix === '' || suffix === unit) return value;
  if (unit === '%') return suffix === '百分比' ? value : suffix === '‰' ? shift(value, -1) : undefined;
  if (unit === '') return isWholeUnit(suffix) ? value : undefined;
  if (unit === '比例') return suffix === '%' ? shift(value, -2) : undefined;
  const [from, to] = [splitUnit(suffix.replace(/元整$/, '元')), splitUnit(unit)];
  if (from.base === to.base || (from.base === '' && from.scale > 0))
    return shift(value, from.scale - to.scale);
  return from.scale === 0 && to.base.startsWith(`${from.base}/`) ? value : undefined;
}

function splitUnit(unit: string): { scale: number; base: string } {
  const [, scale = '', base = ''] = /^(百万|千万|万|亿|千)?(.*)$/.exec(unit) ?? [];
  return { scale: scales[scale] ?? 0, base: sameUnits[base] ?? base };
}

/** A decimal text times a power of ten, exactly: `shift('80000', -4)` is `8`, `shift('0.97', 2)` is `97`. */
export function shift(value: string, places: number): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const point = whole.length + places;
  const digits = (whole + decimals).padStart(whole.length + decimals.length + Math.max(0, -point), '0');
  const at = Math.max(0, point);
  const full = digits.padEnd(at, '0');
  const left = full.slice(0, at).replace(/^0+(?=\d)/, '') || '0';
  const right = full.slice(at).replace(/0+$/, '');
  return `${sign}${left}${right === '' ? '' : `.${right}`}`;
}
