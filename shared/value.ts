import { type Day, isDay } from './calendar.ts';
import { compare, over, parseFraction } from './fraction.ts';
import { type Said, said } from './language.ts';
import type { Target } from './target.ts';
import { isShare, isWholeUnit, mayBeNegative } from './target-names.ts';
import { convert, shift } from './units.ts';

/** A measured value, read. `number` is exact decimal text in the target's unit; `percent` lies in 0–100. */
export type Value =
  | { kind: 'number'; number: string }
  | { kind: 'date'; date: Day }
  | { kind: 'done' }
  | { kind: 'not_done' }
  | { kind: 'graded'; percent: string }
  /** 本期无法取得: nothing could be measured. Approved, it fulfils the duty and says nothing of the target. */
  | { kind: 'unavailable' };

export type ReadValue = { ok: true; value: Value } | { ok: false; code: string; message: Said };

/**
 * What a person typed as an indicator's value (完成值), in the target's kind and unit. A value of the wrong
 * kind is refused with what would be right; one that is possible but unusual is asked about and taken
 * when `confirmed`. A bare `0.97` for a percent target is never guessed, confirmed or not: write the sign.
 * @example
 * readValue('80000元', target, '更换叫号系统成本', false) // { ok: true, value: { kind: 'number', number: '8' } } for 万元
 */
export function readValue(
  text: string,
  target: Target,
  indicatorName: string,
  confirmed: boolean,
): ReadValue {
  const clean = text
    .replace(/[\uFF01-\uFF5E\uFE50-\uFE6F]/g, (c) => c.normalize('NFKC'))
    .replace(/[\s\u3000\u00A0\u200B\uFEFF]+/g, ' ')
    .trim();
  if (clean === '') return refuse('empty', '请填写完成值。', 'Give a value.');
  if (target.kind !== 'none' && isUnavailable(clean)) return readUnavailable(target);
  if (target.kind === 'deadline') return readDeadlineValue(clean);
  if (target.kind === 'graded') return readGradedValue(clean);
  if (target.kind === 'none') {
    return refuse(
      'not_applicable',
      '该指标没有指标值，不需要填报。',
      'This indicator has no target: nothing is to be reported.',
    );
  }
  return readNumberValue(clean.replaceAll(' ', ''), target, indicatorName, confirmed);
}

/** What is written where nothing could be measured in the period. */
export function isUnavailable(text: string): boolean {
  return /^(?:本期)?无法取得$|^(?:not available|unavailable)$/i.test(text.trim());
}

function readUnavailable(target: Target): ReadValue {
  if (target.kind !== 'deadline') return { ok: true, value: { kind: 'unavailable' } };
  return refuse(
    'never_unavailable',
    '时限指标总能填报：请填写完成日期，或“已完成”“未完成”。',
    'A deadline can always be reported: give the day of completion, done or not done.',
  );
}

function readNumberValue(text: string, target: Target, name: string, confirmed: boolean): ReadValue {
  const { unit } = target;
  const plain = text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  const match = /^([+-]?)(\d{1,24}(?:\.\d{1,24})?)([^\d.,+-]*)$/.exec(plain);
  if (!match) {
    const like = example(unit);
    return refuse(
      'not_a_number',
      `“${text}”不是数值，请填写数字，如 ${like}。`,
      `"${text}" is not a number; write one such as ${like}.`,
    );
  }
  const [, sign = '', digits = '', suffix = ''] = match;
  const bare = digits.replace(/^0+(?=\d)/, '');
  const value = sign === '-' && /[1-9]/.test(bare) ? `-${bare}` : bare;
  if (unit === '%' && suffix === '' && sign !== '-' && isFraction(value)) return askPercent(value);
  const number = convert(value, suffix, unit);
  if (number === undefined) {
    const wanted = unit === '' ? '不带单位的数字' : unit;
    return refuse(
      'wrong_unit',
      `单位“${suffix}”与指标单位不符，应为${wanted}。`,
      `The unit "${suffix}" is not the target's; write ${unit || 'a bare number'}.`,
    );
  }
  return checkNumber(number, suffix, target, name, confirmed);
}

function checkNumber(
  number: string,
  suffix: string,
  target: Target,
  name: string,
  confirmed: boolean,
): ReadValue {
  const { unit } = target;
  const negative = number.startsWith('-');
  const outside = unit === '%' && isAbove(number, 100);
  if (unit === '%' && isShare(name) && (negative || outside)) {
    return refuse(
      'share_out_of_range',
      `“${name}”是占比，应在0%到100%之间。`,
      `"${name}" is a share: it lies between 0% and 100%.`,
    );
  }
  if (negative && !mayBeNegative(name, unit)) {
    return refuse('negative', `“${name}”不能是负数。`, `"${name}" cannot be negative.`);
  }
  if (unit === '比例' && isAbove(number, 1)) {
    return refuse(
      'share_out_of_range',
      '比例应在0到1之间，如 0.98，或写成 98%。',
      'A ratio lies between 0 and 1, such as 0.98, or 98%.',
    );
  }
  if (isWholeUnit(unit) && /\.\d*[1-9]/.test(number)) {
    return refuse('not_whole', `以“${unit}”计的数量应是整数。`, `A number counted in ${unit} is whole.`);
  }
  if (outside && !confirmed) {
    return refuse(
      'confirm_over_100',
      `“${name}”为${number}%，超过100%，请确认。`,
      `"${name}" is ${number}%, above 100%. Is that meant?`,
    );
  }
  if (/元$/.test(unit) && suffix === '' && !confirmed && isFarAbove(number, target.value)) {
    return refuse(
      'confirm_money_unit',
      `是${number}${unit}吗？请写明单位。`,
      `Is it ${number} ${unit}? Write the unit.`,
    );
  }
  return { ok: true, value: { kind: 'number', number } };
}

function askPercent(value: string): ReadValue {
  const whole = shift(value, 2);
  return refuse(
    'ambiguous_percent',
    `是${value}%还是${whole}%？请带上百分号。`,
    `Is it ${value}% or ${whole}%? Write the percent sign.`,
  );
}

/** Strictly above 0 and at most 1. */
function isFraction(value: string): boolean {
  return isAbove(value, 0) && !isAbove(value, 1);
}

function isAbove(value: string, bound: number): boolean {
  const number = parseFraction(value);
  return number !== undefined && compare(number, over(bound)) > 0;
}

/** A hundred times the target: more likely typed in another unit than meant. */
function isFarAbove(number: string, target: string): boolean {
  const [actual, bound] = [parseFraction(number), parseFraction(shift(target, 2))];
  return actual !== undefined && bound !== undefined && bound.n > 0n && compare(actual, bound) >= 0;
}

function example(unit: string): string {
  if (unit === '%') return '98.5%';
  if (unit === '比例') return '0.98';
  return isWholeUnit(unit) ? `3${unit}` : `8${unit}`;
}

function readDeadlineValue(text: string): ReadValue {
  if (/^(?:已经?(?:按时|按期)?完成|(?:按时|按期|提前|全部)?完成|完成了|是|done|yes)$/i.test(text))
    return { ok: true, value: { kind: 'done' } };
  if (/^(?:(?:尚)?未(?:按时|按期)?完成|没有完成|没完成|未开始|进行中|否|not[ _]?done|no)$/i.test(text))
    return { ok: true, value: { kind: 'not_done' } };
  const like = '如 2023-12-20，或填“已完成”“未完成”';
  const compact = text.replaceAll(' ', '');
  const match =
    /^(\d{4})([-/.年])(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(compact) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(compact);
  if (match) {
    const [, year = '', , month = '', day = ''] = match;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isDay(date)) return { ok: true, value: { kind: 'date', date } };
    return refuse(
      'not_a_day',
      `没有“${text}”这一天，请填写完成日期，${like}。`,
      `There is no such day as ${text}.`,
    );
  }
  if (/^\d{1,2}[月/.-]\d{1,2}日?$/.test(compact)) {
    return refuse(
      'day_without_year',
      `“${text}”没有年份，请写全日期，${like}。`,
      `"${text}" has no year; write the whole day, such as 2023-12-20.`,
    );
  }
  return refuse(
    'not_a_date',
    `该指标是时限，请填写完成日期，${like}。`,
    'This target is a deadline: give the day of completion such as 2023-12-20, or done / not done.',
  );
}

const grades: [RegExp, string][] = [
  [/^(?:(?:全部)?达成|达成(?:年度)?预期指标|达到预期(?:指标|目标)?|是|通过|已完成|完成|yes|done)$/i, '100'],
  [/^(?:部分达成|部分达成(?:年度)?预期指标(?:并具有一定效果)?|部分完成)$/, '70'],
  [/^(?:未达成|未达成(?:年度)?预期指标(?:且效果较差)?|否|未通过|未完成|no|not done)$/i, '0'],
];

function readGradedValue(text: string): ReadValue {
  const compact = text.replace(/[。;]$/, '');
  const word = grades.find(([pattern]) => pattern.test(compact))?.[1];
  if (word) return { ok: true, value: { kind: 'graded', percent: word } };
  const [, sign = '', digits, percent] =
    /^([+-]?)(\d{1,24}(?:\.\d{1,24})?) ?(%|百分比)?$/.exec(compact) ?? [];
  if (digits === undefined) {
    return refuse(
      'not_a_grade',
      '该指标为定性指标，请填写完成程度，如 85%，或“达成”“部分达成”“未达成”。',
      'This target is words: give a degree such as 85%, or 达成, 部分达成, 未达成.',
    );
  }
  const value = digits.replace(/^0+(?=\d)/, '');
  if ((sign === '-' && /[1-9]/.test(value)) || isAbove(value, 100)) {
    return refuse('share_out_of_range', '完成程度应在0%到100%之间。', 'A degree lies between 0% and 100%.');
  }
  if (!percent && isFraction(value)) return askPercent(value);
  return { ok: true, value: { kind: 'graded', percent: value } };
}

function refuse(code: string, zh: string, en: string): ReadValue {
  return { ok: false, code, message: said(zh, en) };
}
