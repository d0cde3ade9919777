import { z } from 'zod';
import { Day } from './calendar.ts';
import { readDates } from './target-dates.ts';
import {
  isBadThing,
  isCompletion,
  isCost,
  isCount,
  isGoodThing,
  isProperty,
  isRate,
  isTimeTaken,
} from './target-names.ts';
import { type Figure, readFigure, tidyTarget } from './target-text.ts';

/** What a printed target such as `≥98%` or `12月底前` was understood to mean (the contract's §4). */
export const TargetReading = z.object({
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
  notes: z.array(z.string()),
});
export type TargetReading = z.infer<typeof TargetReading>;

/** A printed target with what is needed to understand it; `year` says which year a bare month belongs to. */
export const PrintedTarget = z.object({
  level2: z.string().default(''),
  name: z.string().default(''),
  value: z.string(),
  year: z.int().min(1990).max(2100),
});
export type PrintedTarget = z.infer<typeof PrintedTarget>;

/** What was understood so far, and every doubt about it: the worst doubt is the reading's confidence. */
type Doubt = { level: 'high' | 'medium' | 'low'; note: string };
type Direction = TargetReading['direction'];

/**
 * What a printed target means (the contract's §4). Empty, `/` and dashes are kind `none`; whatever is
 * damaged, vague or contradictory keeps its printed number with confidence `low` and a note that says
 * what is to be asked: a reading is never a silent guess. `medium` marks an assumption that is usual,
 * such as ≤ on a cost without an operator.
 * @example
 * readTarget({ level2: '时效指标', name: '项目完成时间', value: '12月底前', year: 2023 }).date // '2023-12-31'
 */
export function readTarget(printed: PrintedTarget): TargetReading {
  const { text: whole, joined } = tidyTarget(printed.value);
  if (/^[/\-—–|]*$/.test(whole)) return assemble({ kind: 'none', accrual: 'graded' }, []);
  const grades = gradeScale(whole);
  if (grades) return readGradeScale(printed, grades);
  const { text, direction, numbers } = columns(whole);
  const doubts: Doubt[] = [];
  if (joined || numbers > 1) doubts.push(low('数字中间断开，可能是两个数连在一起，请确认。'));
  const dates = readDates(text, printed.year);
  if (dates) return readDeadline(printed, dates, doubts);
  const damaged = /^[二之乙Zz]/.exec(text)?.[0];
  const figure = readFigure(
    damaged && /\d/.test(text) ? (damaged === '二' ? '=' : '≥') + text.slice(1) : text,
  );
  if (!figure) return readWords(text, direction, doubts);
  if (damaged) doubts.push(low(`运算符印作“${damaged}”，疑为“${damaged === '二' ? '=' : '≥'}”，请确认。`));
  return readNumber(printed, figure, direction, doubts);
}

function readDeadline(
  { name, year }: PrintedTarget,
  { dates, notes, confidence }: NonNullable<ReturnType<typeof readDates>>,
  before: Doubt[],
): TargetReading {
  const doubts = [...before, ...notes.map((note): Doubt => ({ level: confidence, note }))];
  const last = dates.at(-1);
  if (/期限|周期|时长|工期/.test(name) && dates.length === 1 && notes.length === 0) {
    doubts.push(low('可能是月数，也可能是截止月份，请确认。'));
  } else if (dates.length === 1 && notes.length === 0) {
    doubts.push({ level: 'high', note: `按${last?.date}及以前完成判断。` });
  }
  if (last && Math.abs(Number(last.date.slice(0, 4)) - year) > 1)
    doubts.push(low('日期不在本年度，请确认。'));
  const list = dates.length > 1 ? { dates } : {};
  return assemble(
    { kind: 'deadline', operator: '<=', accrual: 'milestone', date: last?.date, ...list },
    doubts,
  );
}

function readWords(text: string, direction: Direction | undefined, before: Doubt[]): TargetReading {
  const doubts = [...before];
  const ceiling = /^(?:≤|不超|未超|不高于|不突破|控制在).*(?:预算|概算|计划)/.test(text);
  const byRule = /^(?:严格)?按照?|标准/.test(text);
  if (/\d/.test(text) && !byRule) doubts.push(low('文字中有数字，没有读懂，请确认目标值。'));
  else if (ceiling) doubts.push({ level: 'medium', note: '文字上限：由人判断是否超出。' });
  else if (quantityInWords.test(text)) doubts.push(low('文字中含有数量，请写成数字后确认。'));
  else if (text.length > 8) doubts.push({ level: 'medium', note: '按定性指标理解。' });
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
  const note = low(`分档目标（${grades.join('、')}），暂按第一档“≥${first}”，请确认按哪一档判断。`);
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
function columns(whole: string): { text: string; direction: Direction | undefined; numbers: number } {
  const numbers = whole.split('|').filter((part) => /^\d+(?:\.\d+)?$/.test(part)).length;
  const joined = whole.replaceAll('|', '');
  const word = /^(正向|反向|逆向|负向|定性)(?:指标)?(?=.)/.exec(joined);
  const text = word ? joined.slice(word[0].length) : joined;
  const direction = word ? (/[反逆负]/.test(word[0]) ? 'reverse' : 'positive') : undefined;
  return { text, direction, numbers };
}

function readNumber(
  printed: PrintedTarget,
  figure: Figure,
  said: Direction | undefined,
  before: Doubt[],
): TargetReading {
  const { name } = printed;
  const { value, upper } = figure;
  const doubts = [...before];
  const unit = readUnit(printed, figure, doubts);
  const money = /^(?:元|万元|亿元|千元|百万元)(?:\/|$)/.test(unit);
  const cost = isCost(printed) && (money || unit === '');
  const timeTaken = /^(?:小时|分钟|秒|天|日|个?工作日|周|个?月)$/.test(unit) && isTimeTaken(name);
  const least = cost || isBadThing(name) || timeTaken;
  const operator = readOperator(figure, said === undefined ? least : said === 'reverse', cost, doubts);
  const direction = said ?? (operator === '<=' || operator === '<' || least ? 'reverse' : 'positive');
  if (upper !== undefined && Number(upper) < Number(value)) doubts.push(low('区间上下限颠倒，请确认。'));
  if (figure.contradictory) doubts.push(low('前后运算符不一致，请确认。'));
  if (figure.vague) vagueness(figure.vague, name, doubts);
  if (said === undefined && least && (operator === '>=' || operator === '>')) {
    doubts.push(low('越小越好的指标却要求不低于，请确认方向。'));
  }
  if (said === undefined && isGoodThing(name) && (operator === '<=' || operator === '<')) {
    doubts.push(low('越大越好的指标却要求不高于，请确认方向。'));
  }
  if (least && unit === '%' && !figure.operator && Number(value) >= 50) {
    doubts.push(low('越小越好的指标，目标却很高，请确认。'));
  }
  suspicions(printed, figure, unit, doubts);
  const accrual = readAccrual(printed, unit, { cost, money, direction });
  const own = /\((\d{1,2}月[底末]?)\)$/.exec(name.normalize('NFKC'))?.[1];
  const date = own && readDates(own, printed.year)?.dates[0]?.date;
  if (date) doubts.push({ level: 'medium', note: `名称中写明时点，按${date}判断。` });
  return assemble(
    {
      kind: 'number',
      operator: upper === undefined ? operator : 'between',
      value,
      upper,
      unit,
      direction,
      accrual,
      date: date || undefined,
    },
    doubts,
  );
}

function readOperator(
  figure: Figure,
  least: boolean,
  cost: boolean,
  doubts: Doubt[],
): TargetReading['operator'] {
  if (figure.upper !== undefined) return 'between';
  if (figure.operator) return figure.operator;
  if (figure.vague) return least ? '<=' : '=';
  const [operator, sign, why]: [TargetReading['operator'], string, string] = least
    ? ['<=', '≤', cost ? '成本指标' : '越小越好的指标']
    : ['=', '=', '达到即为完成'];
  doubts.push({ level: 'medium', note: `没有运算符，按“${sign}”理解（${why}）。` });
  return operator;
}

function readUnit(printed: PrintedTarget, { value, unit }: Figure, doubts: Doubt[]): string {
  const { name } = printed;
  if (/^%[^/]+$/.test(unit) && !/以[上下内]|含/.test(unit)) {
    doubts.push({ level: 'medium', note: `单位后的文字“${unit.slice(1)}”未计入。` });
    return '%';
  }
  if (/^[万亿]$/.test(unit) && (isCost(printed) || /资金|金额|投资|收入|产值|税/.test(name))) {
    doubts.push({ level: 'medium', note: `“${unit}”按${unit}元理解。` });
    return `${unit}元`;
  }
  if (/^[Mm]$/.test(unit)) doubts.push({ level: 'medium', note: `单位“${unit}”按米理解。` });
  if (/以[上下内]|含|左右|上下|^年第/.test(unit)) doubts.push(low(`“${unit}”没有读懂，请确认。`));
  if (unit !== '') return unit;
  if (isRate(name)) return bareRate(value, doubts);
  if (isCount(printed)) doubts.push({ level: 'medium', note: '没有单位，按个数理解。' });
  else doubts.push(low('没有单位，请确认。'));
  return '';
}

function bareRate(value: string, doubts: Doubt[]): string {
  const size = Number(value);
  if (size > 0 && size <= 1) {
    doubts.push(low(`没有百分号：是${value}%，还是${Number((size * 100).toPrecision(12))}%？`));
    return '';
  }
  doubts.push({ level: 'medium', note: '没有百分号，按%理解。' });
  return '%';
}

function vagueness(word: string, name: string, doubts: Doubt[]): void {
  if (
    /增长|增幅|提高|提升|降低|下降|减少/.test(word) &&
    /增长|增幅|增速|提高|提升|降低|下降|减少/.test(name)
  ) {
    doubts.push({ level: 'medium', note: `“${word}”按变化幅度理解。` });
  } else doubts.push(low(`“${word}”不能直接判断，请确认目标值。`));
}

/** Figures that are more likely broken than meant. */
function suspicions(
  { name }: PrintedTarget,
  { value, operator }: Figure,
  unit: string,
  doubts: Doubt[],
): void {
  if (value.startsWith('-')) doubts.push(low('数值前有“-”，请确认。'));
  if (unit !== '%' || Number(value) <= 100) {
    if (unit === '比例' && Number(value) > 1) doubts.push(low('比例大于1，请确认。'));
    return;
  }
  const behind = /^2(\d{2}(?:\.\d+)?)$/.exec(value)?.[1];
  if (!operator && behind) doubts.push(low(`疑为“≥${behind}%”（“≥”误识为2），请确认。`));
  else if (isCompletion(name) || /增|倍/.test(name)) doubts.push({ level: 'medium', note: '目标超过100%。' });
  else doubts.push(low('目标超过100%，请确认。'));
}

function readAccrual(
  printed: PrintedTarget,
  unit: string,
  { cost, money, direction }: { cost: boolean; money: boolean; direction: Direction },
): TargetReading['accrual'] {
  const { name } = printed;
  if (cost) return 'ceiling';
  if (/^[%‰]$|百分点|^比例$/.test(unit) || (unit === '' && isRate(name)))
    return isCompletion(name) ? 'completion' : 'level';
  if (money && !unit.includes('/')) return direction === 'reverse' ? 'ceiling' : 'cumulative';
  if (direction === 'reverse' || unit.includes('/') || /^(?:小时|分钟|秒|[A-Za-z]?℃|度|级|类|分)$/.test(unit))
    return 'level';
  return isProperty(name) && !isCount(printed) ? 'level' : 'cumulative';
}

function low(note: string): Doubt {
  return { level: 'low', note };
}

function assemble(
  found: Partial<TargetReading> & Pick<TargetReading, 'kind' | 'accrual'>,
  doubts: Doubt[],
): TargetReading {
  const {
    kind,
    accrual,
    operator = '=',
    value = '',
    unit = '',
    direction = 'positive',
    upper,
    date,
    dates,
  } = found;
  const levels = doubts.map((doubt) => doubt.level);
  return {
    kind,
    operator,
    value: value.replace(/^-(?=0+(?:\.0+)?$)/, ''),
    ...(upper === undefined ? {} : { upper }),
    unit,
    direction,
    accrual,
    ...(date === undefined ? {} : { date }),
    ...(dates === undefined ? {} : { dates }),
    confidence: levels.includes('low') ? 'low' : levels.includes('medium') ? 'medium' : 'high',
    notes: doubts.map((doubt) => doubt.note),
  };
}
