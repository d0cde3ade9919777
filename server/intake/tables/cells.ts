import { type Day, isDay, monthEnd } from '#shared/calendar.ts';
import type { ExpenditureKind, FundSource } from '#shared/expenditure.ts';
import { type Said, said } from '#shared/language.ts';
import { type Fen, parseWan, parseYuan } from '#shared/money.ts';

/** What a cell holds, as the file says it. */
export type Cell = string | number | boolean | Date | null;

export type Unit = '元' | '万元';

/** A cell read, or why it cannot be. Nothing is guessed: what may mean two things is refused. */
export type Read<Value> = { value: Value } | { code: string; message: Said };

/** A cell as text: trimmed, without what programs put around it (a leading apostrophe, `="00123"`). */
export function cellText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return plainText(cell);
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dayOfDate(cell);
  return typeof cell === 'number' ? numberText(cell) : cell ? '是' : '否';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a spreadsheet leaves in a text is removed by its code
const around = /^[\s\u0000\u200B\uFEFF]+|[\s\u0000\u200B\uFEFF]+$/g;
const wrapped = /^(?:="([^"]*)"|['’‘](.*))$/su;

function plainText(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  // The usual cell begins and ends with a plain character.
  const trimmed =
    first > 39 && last > 39 && first < 0x2000 && last < 0x2000 ? text : text.replace(around, '');
  if (
    trimmed === '' ||
    (trimmed[0] !== '=' && trimmed[0] !== "'" && trimmed[0] !== '’' && trimmed[0] !== '‘')
  )
    return trimmed;
  const [, formula, quoted] = wrapped.exec(trimmed) ?? [];
  return (formula ?? quoted ?? trimmed).trim();
}

/** A number as a workbook means it: fifteen digits are exact, what follows is the noise of binary fractions. */
function numberText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? String(value) : text;
}

function dayOfDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

const daySaid = said(
  '应写作 2023-04-01 这样的日期（年、月、日俱全，年在前）',
  'write a day such as 2023-04-01, the year first',
);

const days = new Map<string, Day | undefined>();

/** A day: a date of the workbook, a serial, or a text that begins with the year. A time of day is dropped. */
export function readDay(cell: Cell | undefined): Read<Day> {
  const text = cellText(cell);
  let day = days.get(text);
  if (day === undefined && !days.has(text)) {
    day = parseDay(text);
    if (days.size < 5_000) days.set(text, day);
  }
  if (day !== undefined) return { value: day };
  if (text === '') {
    const missing = said(`缺少日期，${daySaid.zh}`, `the day is missing; ${daySaid.en}`);
    return { code: 'missing', message: missing };
  }
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/.test(text)) {
    return {
      code: 'ambiguous_day',
      message: said(`“${text}”分不清月和日，${daySaid.zh}`, `"${text}": which is the month? ${daySaid.en}`),
    };
  }
  if (/^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(text)) {
    return {
      code: 'ambiguous_day',
      message: said(`“${text}”的年份不全，${daySaid.zh}`, `"${text}" has half a year; ${daySaid.en}`),
    };
  }
  return {
    code: 'not_a_day',
    message: said(`“${text}”不是日期，${daySaid.zh}`, `"${text}" is no day; ${daySaid.en}`),
  };
}

function parseDay(given: string): Day | undefined {
  const text = given
    .normalize('NFKC')
    .replace(/[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, '')
    .replaceAll(' ', '');
  const parts =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日?$/.exec(text) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  if (parts) {
    const [, year = '', , month = '', date = ''] = parts;
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return isDay(day) ? day : undefined;
  }
  // A workbook counts days from 30 December 1899; five digits are the years 1954 to 2173.
  if (!/^[2-9]\d{4}(?:\.\d+)?$/.test(text)) return undefined;
  return new Date(Date.UTC(1899, 11, 30 + Math.floor(Number(text)))).toISOString().slice(0, 10);
}

/**
 * A reporting day (填报期): a day, or a month's end as people write it: `2023年6月底`, `6月`, `年底`, the year
 * being the one of the import where none is written.
 */
export function readPeriod(cell: Cell | undefined, year: number): Read<Day> {
  const text = cellText(cell).normalize('NFKC').replaceAll(/\s/g, '');
  const [, ofYear, named, digits] =
    /^(?:(\d{4})年度?)?(?:1[-—–~至])?(?:(全年|年底|年末|年终)|(\d{1,2})月(?:底|末|份)?)$/.exec(text) ??
    /^(\d{4})()[-/.](\d{1,2})$/.exec(text) ??
    [];
  const inYear = /^(?:截[至止])?(\d{1,2})月(\d{1,2})[日号]$/.exec(text);
  const quarter = /^(?:(\d{4})年度?)?(?:第?([一二三四1-4])季度|(上)半年)(?:末|底)?$/.exec(text);
  if (quarter) {
    const nth = quarter[3] ? 2 : '一二三四'.indexOf(quarter[2] ?? '') + 1 || Number(quarter[2]);
    return { value: monthEnd(quarter[1] ? Number(quarter[1]) : year, nth * 3) };
  }
  if (inYear) {
    const day = `${year}-${inYear[1]?.padStart(2, '0')}-${inYear[2]?.padStart(2, '0')}`;
    if (isDay(day)) return { value: day };
  }
  const month = named ? 12 : Number(digits);
  if (month >= 1 && month <= 12) return { value: monthEnd(ofYear ? Number(ofYear) : year, month) };
  const day = readDay(cell);
  if ('value' in day) return day;
  return {
    code: 'not_a_day',
    message: said(
      `“${text}”不是填报期，应写作 2023-06-30 或 6月底`,
      `"${text}" is no reporting day; write 2023-06-30 or 6月底`,
    ),
  };
}

const plainAmount = /^-?\d+(?:\.\d{1,2}0*)?$/;

/** An amount in 分. The cell may say its own unit; thousands come in threes; brackets and any minus are negative. */
export function readAmount(cell: Cell | undefined, unit: Unit): Read<Fen> {
  const text = cellText(cell);
  if (unit === '元' && plainAmount.test(text)) {
    const plain = parseYuan(text);
    if (plain !== undefined) return { value: plain };
  }
  let rest = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[−﹣－–—‐‑]/g, '-')
    .replaceAll('，', ',');
  const bracketed = /^\((.+)\)$/.exec(rest);
  if (bracketed) rest = `-${bracketed[1]}`;
  rest = rest.replace(/^(-?)(?:人民币|RMB|CNY)?[¥￥]?(-?)/i, '$1$2');
  const [, number = '', own = ''] = /^(.*?)(亿元|万元|万|元整|元)?$/.exec(rest) ?? [];
  const digits = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(number) ? number.replaceAll(',', '') : number;
  const scale = own === '' ? unit : own.startsWith('元') ? '元' : own === '亿元' ? undefined : '万元';
  const plain = digits.replace(/^\+/, '');
  const fen = scale === undefined ? undefined : scale === '元' ? parseYuan(plain) : parseWan(plain);
  if (fen !== undefined) return { value: fen };
  const like = unit === '元' ? '80000.00' : '8.00';
  if (/^[+-]?\d+\.\d+$/.test(digits)) {
    return {
      code: 'too_many_decimals',
      message: said(
        `“${text}”不是整分，${unit}最多${unit === '元' ? '两' : '六'}位小数，如 ${like}`,
        `"${text}" is no whole number of fen; write one such as ${like}`,
      ),
    };
  }
  return {
    code: 'not_an_amount',
    message: said(
      text === ''
        ? `缺少金额，应为以${unit}为单位的数，如 ${like}`
        : `“${text}”不是金额，应为以${unit}为单位的数，如 ${like}`,
      text === ''
        ? `the amount is missing; write one such as ${like}`
        : `"${text}" is no amount; write one such as ${like}`,
    ),
  };
}

/** A number that identifies (凭证号, 编码). What a spreadsheet has rounded to fifteen digits cannot be known again. */
export function readNumber(cell: Cell | undefined): Read<string> {
  const text = cellText(cell);
  const lost =
    (typeof cell === 'number' && Math.abs(cell) >= 1e15) || /^\d(?:\.\d+)?E\+?\d{1,3}$/i.test(text);
  if (!lost) return { value: text };
  return {
    code: 'digits_lost',
    message: said(
      `“${text}”已被表格软件改成近似数，请把这一列设为文本后重新填写完整号码`,
      `"${text}" was rounded by a spreadsheet; format the column as text and write the whole number`,
    ),
  };
}

const funds: Record<FundSource, readonly string[]> = {
  fiscal: [
    '当年财政拨款',
    '财政拨款',
    '财政资金',
    '财政性资金',
    '一般公共预算',
    '一般公共预算资金',
    '一般公共预算拨款',
    '一般公共预算财政拨款',
    '公共财政预算',
    '公共预算',
    '政府性基金',
    '政府性基金预算',
    '政府性基金预算资金',
    '政府性基金预算拨款',
    '国有资本经营预算',
    '国有资本经营预算资金',
    '当年预算',
    '当年',
    '年初预算',
    '预算内',
    '预算内资金',
    '本年财政拨款',
    '本年预算',
    'fiscal',
  ],
  carryover: [
    '上年结转',
    '上年结转资金',
    '结转',
    '结转资金',
    '结转结余',
    '结转结余资金',
    '上年结余',
    '上年结转结余',
    '上年结转和结余',
    '以前年度结转',
    '以前年度结转结余',
    '财政拨款结转',
    '财政拨款结转结余',
    'carryover',
  ],
  other: [
    '其他资金',
    '其他',
    '其它资金',
    '其它',
    '自有资金',
    '单位资金',
    '单位自有资金',
    '非财政拨款',
    '非财政拨款资金',
    '事业收入',
    '事业单位经营收入',
    '经营收入',
    '上级补助收入',
    '附属单位上缴收入',
    '往来资金',
    'other',
  ],
};
const fundOf = new Map(
  Object.entries(funds).flatMap(([fund, words]) => words.map((word) => [word, fund as FundSource])),
);

/** 资金性质 or 资金来源; undefined where the cell is empty. */
export function readFund(cell: Cell | undefined): Read<FundSource | undefined> {
  const text = word(cell);
  if (text === '') return { value: undefined };
  const fund = fundOf.get(text.toLowerCase()) ?? fundOf.get(text.replace(/^[\d.、:-]+/, ''));
  if (fund) return { value: fund };
  return {
    code: 'unknown_fund_source',
    message: said(
      `不认识资金性质“${text}”，应为 当年财政拨款、上年结转 或 其他资金`,
      `"${text}" is no source we know; write 当年财政拨款, 上年结转 or 其他资金`,
    ),
  };
}

const kinds = new Map<string, ExpenditureKind>([
  ...[
    '支付',
    '付款',
    '支出',
    '正常支付',
    '直接支付',
    '授权支付',
    '财政直接支付',
    '财政授权支付',
    '正常',
    'payment',
  ].map((one) => [one, 'payment'] as const),
  ...['退回', '退款', '资金退回', '支付退回', '退付', '收回', 'refund'].map(
    (one) => [one, 'refund'] as const,
  ),
  ...['红冲', '冲销', '冲正', '红字', '红字冲销', '红字冲正', 'reversal'].map(
    (one) => [one, 'reversal'] as const,
  ),
]);

/** 支付, 退回 or 红冲; undefined where the cell is empty. */
export function readKind(cell: Cell | undefined): Read<ExpenditureKind | undefined> {
  const text = word(cell);
  if (text === '') return { value: undefined };
  const kind = kinds.get(text.toLowerCase());
  if (kind) return { value: kind };
  return {
    code: 'unknown_kind',
    message: said(
      `不认识类型“${text}”，应为 支付、退回 或 红冲`,
      `"${text}" is no kind; write 支付, 退回 or 红冲`,
    ),
  };
}

/** A whole number such as a line or a sample size; undefined where the cell is empty. */
export function readCount(cell: Cell | undefined): Read<number | undefined> {
  const text = word(cell).replace(/(?<=\d)[份人户个次行]$/, '');
  if (text === '') return { value: undefined };
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(/\.0+$/, '');
  if (/^\d{1,9}$/.test(digits)) return { value: Number(digits) };
  return {
    code: 'not_a_count',
    message: said(`“${text}”不是整数，应如 120`, `"${text}" is no whole number; write one such as 120`),
  };
}

function word(cell: Cell | undefined): string {
  const text = cellText(cell);
  return text === '' ? '' : text.normalize('NFKC').replaceAll(/\s/g, '');
}
