import { z } from 'zod';
import { Day } from './calendar.ts';
import { type Language, type Said, said, type Told, toldIn } from './language.ts';
import { readDates } from './target-dates.ts';
import { assemble, assumed, type Doubt, low, odd } from './target-doubt.ts';
import { type Frequency, gradeDoubts, readFrequency, scaleOf } from './target-grades.ts';
import { isTimed } from './target-names.ts';
import { readNumber } from './target-number.ts';
import { inFigures } from './target-numerals.ts';
import { type Figure, readFigure, tidyTarget } from './target-text.ts';

/** A reading whose notes are words of a kind: said in both languages, or told to one reader. */
export function targetReading<Words extends z.ZodType>(words: Words) {
  return z.object({
    kind: z.enum(['number', 'deadline', 'graded', 'none']),
    operator: z.enum(['>=', '>', '<=', '<', '=', 'between']),
    /** The printed number as a decimal text in its printed unit, never converted; the lower bound of `between`. */
    value: z.string(),
    upper: z.string().optional(),
    unit: z.string(),
    direction: z.enum(['positive', 'reverse']),
    accrual: z.enum(['cumulative', 'completion', 'level', 'milestone', 'ceiling', 'graded']),
    /** Of a deadline: the (last) day by which it is to be done. */
    date: Day.optional(),
    /** Where one cell holds several dated milestones: each of them, in order; `date` is the last. */
    dates: z.array(z.object({ date: Day, what: z.string() })).optional(),
    confidence: z.enum(['high', 'medium', 'low']),
    notes: z.array(words),
  });
}

/** What a printed target such as `≥98%` or `12月底前` was understood to mean (the contract's §4), told to one reader. */
export const TargetReading = targetReading(z.string());
export type TargetReading<Words = Said> = Omit<z.infer<typeof TargetReading>, 'notes'> & { notes: Words[] };

/** A reading as one reader is told it. */
export type ToldTarget = TargetReading<string>;

/** What a target is understood to mean, as a plan has kept it: notes of before are in Chinese alone. */
export type Target = TargetReading<Told>;

/** A kept target for a reader of one language. */
export function targetIn(target: Target, language: Language): ToldTarget {
  return { ...target, notes: target.notes.map((note) => toldIn(note, language)) };
}

/** No printed target is longer; what is, is a text, and reading it would take the square of its length. */
const mostPrinted = 500;

/** A printed target with what is needed to understand it; `year` says which year a bare month belongs to. */
export const PrintedTarget = z.object({
  level2: z.string().max(100).default(''),
  name: z.string().max(300).default(''),
  value: z.string().max(mostPrinted),
  year: z.int().min(1990).max(2100),
});
export type PrintedTarget = z.infer<typeof PrintedTarget>;

/**
 * What a printed target means (the contract's §4). Empty, `/` and dashes are kind `none`; whatever is
 * damaged, vague or contradictory keeps its printed number with confidence `low` and a note that says
 * what is to be asked: a reading is never a silent guess. `medium` marks an assumption that is usual,
 * such as ≤ on a cost without an operator. What a person has written (`confirmed`) is taken at its word where
 * it is only unlikely: ≥95% of a 故障率, 120%, 280次.
 * @example
 * readTarget({ level2: '时效指标', name: '项目完成时间', value: '12月底前', year: 2023 }).date // '2023-12-31'
 */
export function readTarget(given: PrintedTarget, confirmed = false): TargetReading {
  if (given.value.length > mostPrinted)
    return assemble({ kind: 'graded', accrual: 'graded' }, [
      low('目标值过长，没有读，请确认。', 'The target is too long and was not read; please confirm it.'),
    ]);
  const printed = { ...given, name: given.name.slice(0, 300) };
  const { text: whole, joined } = tidyTarget(printed.value);
  if (/^[/\-—–|]*$/.test(whole)) return assemble({ kind: 'none', accrual: 'graded' }, []);
  const grades = gradeScale(whole);
  if (grades) return readGradeScale(printed, grades);
  const { text: joinedText, direction, numbers } = columns(scaleOf(whole)?.join('/') ?? whole);
  const doubts: Doubt[] = [];
  const text = inFigures(joinedText);
  if (text !== joinedText)
    doubts.push(assumed(`“${joinedText}”按${text}理解。`, `“${joinedText}” is read as “${text}”.`));
  if (joined || numbers > 1)
    doubts.push(
      low(
        '数字中间断开，可能是两个数连在一起，请确认。',
        'The figure is broken by a space and may be two figures run together; please confirm.',
      ),
    );
  const dates = readDates(text, printed.year);
  if (dates) return readDeadline(printed, text, dates, doubts, confirmed);
  const often = readFrequency(text);
  if (often) {
    return readNumber(printed, often.figure, direction, [...doubts, oftenDoubt(text, often)], confirmed);
  }
  const damaged = /^[二之乙Zz]/.exec(text)?.[0];
  const figure = readFigure(
    damaged && /\d/.test(text) ? (damaged === '二' ? '=' : '≥') + text.slice(1) : text,
  );
  if (!figure) return readWords(text, direction, doubts, confirmed);
  if (damaged) {
    const sign = damaged === '二' ? '=' : '≥';
    doubts.push(
      low(
        `运算符印作“${damaged}”，疑为“${sign}”，请确认。`,
        `The operator is printed as “${damaged}”, perhaps for “${sign}”; please confirm.`,
      ),
    );
  }
  return readNumber(printed, figure, direction, doubts, confirmed);
}

function oftenDoubt(text: string, { aYear, figure }: Frequency): Doubt {
  const each = `≥${figure.value}${figure.unit}`;
  return low(
    `“${text}”可能是全年累计（${aYear ?? '请换算'}），也可能每期各自判断；请写明${aYear ? `“≥${aYear}”` : '全年数'}或“${each}”。`,
    `“${text}” may mean the whole year (${aYear ?? 'please work it out'}) or each period by itself; write ${aYear ? `“≥${aYear}”` : 'the figure for the year'} or “${each}”.`,
  );
}

function readDeadline(
  printed: PrintedTarget,
  text: string,
  { dates, notes, confidence }: NonNullable<ReturnType<typeof readDates>>,
  before: Doubt[],
  confirmed: boolean,
): TargetReading {
  const { name, year } = printed;
  const doubts = [...before, ...notes.map((note): Doubt => ({ level: confidence, note }))];
  const last = dates.at(-1);
  if (/期限|周期|时长|工期|服务时间|年限|租期/.test(name) && /^\d{1,2}月$/.test(text)) {
    doubts.push(
      low(
        '可能是月数，也可能是截止月份，请确认。',
        'It may be a number of months or the month of the deadline; please confirm.',
      ),
    );
  } else if (dates.length === 1 && notes.length === 0) {
    doubts.push({
      level: 'high',
      note: said(`按${last?.date}及以前完成判断。`, `Judged as done on or before ${last?.date}.`),
    });
  }
  if (/^20\d\d\.\d{1,2}$/.test(text) && !isTimed(printed))
    doubts.push(
      odd('可能是数值，也可能是年月，请确认。', 'It may be a figure or a year and month; please confirm.'),
    );
  const off = Number(last?.date.slice(0, 4) ?? year) - year;
  if (off < 0 || off > 1)
    doubts.push(odd('日期不在本年度，请确认。', 'The date is not in this year; please confirm.'));
  else if (off > 0 && notes.length === 0)
    doubts.push(assumed('日期在下一年度。', 'The date is in the next year.'));
  const list = dates.length > 1 ? { dates } : {};
  return assemble(
    { kind: 'deadline', operator: '<=', accrual: 'milestone', date: last?.date, ...list },
    confirmed ? doubts.filter((doubt) => !doubt.odd) : doubts,
  );
}

function readWords(
  text: string,
  direction: TargetReading['direction'] | undefined,
  before: Doubt[],
  confirmed: boolean,
): TargetReading {
  const doubts = [...before];
  const graded = gradeDoubts(text);
  const ceiling = /^(?:≤|不超|未超|不高于|不突破|控制在).*(?:预算|概算|计划)/.test(text);
  const byRule = /^(?:严格)?按照?|标准/.test(text);
  if (graded) doubts.push(...graded.filter((doubt) => !(confirmed && doubt.odd)));
  else if (/\d/.test(text) && !byRule)
    doubts.push(
      low(
        '文字中有数字，没有读懂，请确认目标值。',
        'Words with a figure that could not be understood; please confirm the target.',
      ),
    );
  else if (ceiling)
    doubts.push(
      assumed('文字上限：由人判断是否超出。', 'A ceiling in words: a person judges whether it is exceeded.'),
    );
  else if (quantityInWords.test(text))
    doubts.push(
      low(
        '文字中含有数量，请写成数字后确认。',
        'The words hold a quantity; write it in figures and confirm.',
      ),
    );
  else if (text.length > 8) doubts.push(assumed('按定性指标理解。', 'Read as a qualitative target.'));
  const operator = ceiling ? '<=' : '=';
  return assemble(
    {
      kind: 'graded',
      operator,
      accrual: 'graded',
      direction: direction ?? (ceiling ? 'reverse' : 'positive'),
    },
    doubts,
  );
}

/** 三次, 九成, 百分之九十五, 零投诉, 无, or an operator without its figure; 一次性 counts nothing. */
const quantityInWords =
  /[≥≤<>=]|^无$|零|百分之|[一二两三四五六七八九]成|[一二两三四五六七八九十百千][个次人户台套件场项篇期辆起天](?!性)/;

/** `85%|80%|70%|70%`: thresholds for 优, 良, 中, 差; which of them is the target is for a person to say. */
function readGradeScale(printed: PrintedTarget, grades: string[]): TargetReading {
  const [first = ''] = grades;
  const note = low(
    `分档目标（${grades.join('、')}），暂按第一档“≥${first}”，请确认按哪一档判断。`,
    `A target in steps (${grades.join(', ')}), read as the first, “≥${first}”, for now; please confirm which step counts.`,
  );
  const figure: Figure = {
    operator: '>=',
    value: first.replace('%', ''),
    upper: undefined,
    unit: '%',
    vague: undefined,
    contradictory: false,
  };
  return readNumber(printed, figure, undefined, [note]);
}

function gradeScale(text: string): string[] | undefined {
  const parts = text.split('|');
  return parts.length >= 3 && parts.every((part) => /^\d+(?:\.\d+)?%$/.test(part)) ? parts : undefined;
}

/** A target printed over several columns, 正向 | 等于 | 100 | %, as one text, and the direction where a column says it. */
function columns(whole: string): {
  text: string;
  direction: TargetReading['direction'] | undefined;
  numbers: number;
} {
  const numbers = whole.split('|').filter((part) => /^\d+(?:\.\d+)?$/.test(part)).length;
  const joined = whole.replaceAll('|', '');
  const words = /^(?:(?:正向|反向|逆向|负向|定性|定量)(?:指标)?)+(?=.)/.exec(joined)?.[0] ?? '';
  const text = joined.slice(words.length);
  const direction = /[反逆负]/.test(words) ? 'reverse' : /正|定性/.test(words) ? 'positive' : undefined;
  return { text, direction, numbers };
}
