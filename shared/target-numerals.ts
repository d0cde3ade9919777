import { isWholeUnit } from './target-names.ts';

/**
 * A target whose figure is written in Chinese numerals, with digits: 百分之九十五 becomes 95%, 不少于三次 becomes
 * 不少于3次, 九成 becomes 90%. Anything that is not wholly an operator, a numeral and a unit stays as it is:
 * 一次性通过 counts nothing.
 * @example
 * inFigures('百分之九十八以上') // '98%以上'
 */
export function inFigures(text: string): string {
  if (/\d/.test(text)) return text;
  const [, before = '', percent, count = '', unit = '', behind = ''] = whole.exec(text) ?? [];
  const value = numeral(percent ?? count);
  if (value === undefined) return text;
  if (percent !== undefined) return `${before}${value}%${behind}`;
  if (unit === '成' && value < 10) return `${before}${value * 10}%${behind}`;
  return isWholeUnit(unit) || /^(?:天|日|个?工作日|小时|分钟|周|个月)$/.test(unit)
    ? `${before}${value}${unit}${behind}`
    : text;
}

const digits = '[零〇一二两三四五六七八九十百千万]{1,12}';
const whole = new RegExp(
  `^((?:[≥≤<>=]|[不大小高低少等达至最控制超过到于在得或多]){0,8})(?:百分之(${digits})|(${digits})([^零〇一二两三四五六七八九十百千万以及含内]{1,4}))((?:及?以[上下内]|之?内)?)$`,
);

/** The number that Chinese numerals name, below a hundred million; undefined where they name none. */
function numeral(text: string): number | undefined {
  let [sum, section, digit] = [0, 0, 0];
  let last = '';
  for (const sign of text) {
    const value = '零一二三四五六七八九'.indexOf(sign.replace('〇', '零').replace('两', '二'));
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign];
    if (value >= 0) {
      if (last === 'digit' && digit > 0) return undefined;
      digit = value;
      last = 'digit';
    } else if (unit) {
      section += (digit || 1) * unit;
      digit = 0;
      last = 'unit';
    } else if (sign === '万') {
      sum += (section + digit) * 10_000;
      [section, digit] = [0, 0];
      last = 'unit';
    }
  }
  const number = sum + section + digit;
  return number > 0 ? number : undefined;
}
