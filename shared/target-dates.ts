import { type Day, isDay, monthEnd } from './calendar.ts';
import { type Said, said } from './language.ts';

/** The days that a tidy target names. */
export interface PrintedDates {
  dates: { date: Day; what: string }[];
  notes: Said[];
  confidence: 'high' | 'medium' | 'low';
}

const year = '(?:(\\d{4})年)?';
const monthNames = new RegExp(`^${year}(\\d{1,2})月(底|末|份|份底|上旬|中旬|下旬)?(?!\\d)`);
const dayNames = new RegExp(`^${year}(\\d{1,2})月(\\d{1,2})[日号]?`);
const numeric = /^(20\d{2})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?!\d))?/;
const span = /^(.+?)(?:[-~—–]+|至|到)(.+)$/;

/**
 * The days in a target such as `12月底前`, `2023年10月`, `6月份完成初稿;9月份完成定稿` or
 * `2023.07-2024.01`. A month alone means its last day; a bare month is in `inYear`. Undefined where
 * the text is not made of days.
 */
export function readDates(text: string, inYear: number): PrintedDates | undefined {
  const bare = text.replace(/^(?:≤|不晚于|不迟于|截至|截止到?|于|在)/, '');
  const parts = bare.split(/[;,、]|[和及](?=\d)/).filter((part) => part !== '');
  if (parts.length > 1) {
    const each = parts.map((part) => readOne(part, inYear));
    const found = each.filter((one) => one !== undefined);
    if (found.length !== parts.length) return undefined;
    return {
      dates: found.map(({ date, what }) => ({ date, what })).toSorted((a, b) => (a.date < b.date ? -1 : 1)),
      notes: found.flatMap((one) => one.notes),
      confidence: found.some((one) => one.notes.length > 0) ? 'low' : 'high',
    };
  }
  return readSpan(bare, inYear) ?? single(readOne(bare, inYear));
}

function single(one: One | undefined): PrintedDates | undefined {
  if (!one) return undefined;
  const { date, what, notes } = one;
  return { dates: [{ date, what }], notes, confidence: notes.length > 0 ? 'low' : 'high' };
}

/** A period from one month or day to another: the end is what has to be kept. */
function readSpan(text: string, inYear: number): PrintedDates | undefined {
  if (numeric.exec(text)?.[0] === text) return undefined;
  const months = /^(\d{1,2})[-~—–至](\d{1,2}月.*)$/.exec(text);
  const [, from = '', to = ''] = months ? ['', `${months[1]}月`, months[2]] : (span.exec(text) ?? []);
  const start = readOne(from, inYear);
  const fromYear = start ? Number(start.date.slice(0, 4)) : inYear;
  const end = start && readOne(to, fromYear);
  if (!start || !end || end.notes.length > 0) return undefined;
  const crosses = end.date > `${inYear}-12-31`;
  const order =
    start.date <= end.date
      ? []
      : [said('起止时间颠倒，请确认。', 'The period ends before it begins; please confirm.')];
  const notes = [
    said(
      `期间从${from}起，按截止日${end.date}判断。`,
      `A period from “${from}”: judged on its last day, ${end.date}.`,
    ),
    ...(crosses ? [said('期间跨年度。', 'It runs into the next year.')] : []),
    ...order,
  ];
  return {
    dates: [{ date: end.date, what: end.what }],
    notes,
    confidence: order.length > 0 ? 'low' : 'medium',
  };
}

interface One {
  date: Day;
  what: string;
  /** Reasons to ask a person. */
  notes: Said[];
}

function readOne(text: string, inYear: number): One | undefined {
  const wholeYear = /^(?:(\d{4})年|当年|本年度?|年)(?:底|末|内|度内|年底)?(?=$|前|之前|以前|完成)/.exec(text);
  if (wholeYear && text !== '年') {
    return one(`${wholeYear[1] ?? inYear}-12-31`, text.slice(wholeYear[0].length), false);
  }
  const quarter = /^(?:(\d{4})年)?(?:第?([一二三四1-4])季度|([上下])半年)(?:底|末|内)?/.exec(text);
  if (quarter) {
    const [match, y, which, half] = quarter;
    const nth = which ? '一二三四'.indexOf(which) + 1 || Number(which) : half === '上' ? 2 : 4;
    return one(monthEnd(Number(y ?? inYear), nth * 3), text.slice(match.length), false);
  }
  const exact = dayNames.exec(text) ?? numericDay(text);
  if (exact) {
    const [match, y, m = '', d = ''] = exact;
    return one(dayText(y ?? inYear, m, d), text.slice(match.length), false);
  }
  const month = monthNames.exec(text) ?? numeric.exec(text);
  if (!month || Number(month[2]) < 1 || Number(month[2]) > 12) return undefined;
  const [match, y, m, part] = month;
  const end = monthEnd(Number(y ?? inYear), Number(m));
  const day = part === '上旬' ? '10' : part === '中旬' ? '20' : end.slice(8);
  const rest = text.slice(match.length);
  return one(end.slice(0, 8) + day, rest, part === undefined && /^(?:之|以)?前/.test(rest));
}

function numericDay(text: string): RegExpExecArray | undefined {
  const match = numeric.exec(text);
  return match?.[3] ? match : undefined;
}

/** `before` says that `12月前` was printed: the month itself may or may not be meant. */
function one(date: string, rest: string, before: boolean): One | undefined {
  const what = rest.replace(/^(?:之前|以前|前|之内|以内|内)/, '').replace(/^[:,]/, '');
  if (/\d/.test(what) || !/^$|^[完实达竣验提建投通交启开出上正全组召制印发报编举采安各分按发支拨]/.test(what))
    return undefined;
  const notes = isDay(date)
    ? []
    : [said('没有这一天，请确认日期。', 'There is no such day; please confirm the date.')];
  if (before) {
    const en = '“月前” may leave out the month itself; please confirm the last day.';
    notes.push(said('“月前”可能不含当月，请确认截止日。', en));
  }
  return { date: isDay(date) ? date : `${date.slice(0, 4)}-12-31`, what, notes };
}

function dayText(y: string | number, m: string, d: string): string {
  return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
}
