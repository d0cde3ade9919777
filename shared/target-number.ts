import { type Said, said } from './language.ts';
import type { PrintedTarget, TargetReading } from './target.ts';
import { readDates } from './target-dates.ts';
import { assemble, assumed, type Doubt, low, odd } from './target-doubt.ts';
import {
  isBadThing,
  isCompletion,
  isCost,
  isCount,
  isGoodThing,
  isKnownUnit,
  isMeasured,
  isProperty,
  isRate,
  isTimeTaken,
} from './target-names.ts';
import type { Figure } from './target-text.ts';

/** What is noted of a figure without an operator: whoever reads a cost asks by it. */
export const noOperator = '没有运算符';

type Direction = TargetReading['direction'];

/**
 * A figure as a target: its unit, operator, direction and accrual, with every assumption and every
 * suspicion noted. `stated` is the direction where a column of the document names it; then it wins. A person
 * who has written the target (`confirmed`) means its operator, whatever its name would lead one to expect.
 */
export function readNumber(
  printed: PrintedTarget,
  figure: Figure,
  stated: Direction | undefined,
  before: Doubt[],
  confirmed = false,
): TargetReading {
  const { name } = printed;
  const { value, upper } = figure;
  const doubts = [...before];
  const unit = readUnit(printed, figure, doubts);
  const money = /^(?:元|万元|亿元|千元|百万元)(?:\/|$)/.test(unit);
  const cost = isCost(printed) && (money || unit === '');
  const timeTaken = /^(?:小时|分钟|秒|天|日|个?工作日|周|个?月)$/.test(unit) && isTimeTaken(name);
  const lessByName = cost || isBadThing(name) || timeTaken;
  const least = lessByName && !(confirmed && /^[>]/.test(figure.operator ?? ''));
  const operator = readOperator(figure, stated === undefined ? least : stated === 'reverse', cost, doubts);
  const direction = stated ?? (operator === '<=' || operator === '<' || least ? 'reverse' : 'positive');
  if (upper !== undefined && Number(upper) < Number(value))
    doubts.push(
      low('区间上下限颠倒，请确认。', 'The bounds of the interval are the wrong way round; please confirm.'),
    );
  if (figure.contradictory)
    doubts.push(
      low(
        '前后运算符不一致，请确认。',
        'The operators before and after the figure disagree; please confirm.',
      ),
    );
  if (figure.open)
    doubts.push(
      low(
        '区间不含端点，请写成含端点的区间，如 80%-90%。',
        'The interval leaves out its bounds; write one that includes them, such as 80%-90%.',
      ),
    );
  if (figure.vague) vagueness(figure.vague, name, doubts);
  if (stated === undefined && least && (operator === '>=' || operator === '>')) {
    doubts.push(
      odd(
        '越小越好的指标却要求不低于，请确认方向。',
        'Less is better here, yet the target says “at least”; please confirm the direction.',
      ),
    );
  }
  if (stated === undefined && isGoodThing(name) && (operator === '<=' || operator === '<')) {
    doubts.push(
      odd(
        '越大越好的指标却要求不高于，请确认方向。',
        'More is better here, yet the target says “at most”; please confirm the direction.',
      ),
    );
  }
  if (least && unit === '%' && !figure.operator && Number(value) >= 50) {
    doubts.push(
      odd(
        '越小越好的指标，目标却很高，请确认。',
        'Less is better here, yet the target is high; please confirm.',
      ),
    );
  }
  if (isNothing(figure) && !least && figure.operator !== '=' && stated !== 'reverse' && operator !== '<=') {
    doubts.push(odd('目标为0，请确认。', 'The target is 0; please confirm.'));
  }
  suspicions(printed, figure, unit, doubts);
  if (!least && stated !== 'reverse') misreadSign(figure, unit, doubts);
  const accrual = readAccrual(printed, unit, { cost, money, direction });
  const own = /\((\d{1,2}月[底末]?)\)$/.exec(name.normalize('NFKC'))?.[1];
  const date = own && readDates(own, printed.year)?.dates[0]?.date;
  if (date)
    doubts.push(assumed(`名称中写明时点，按${date}判断。`, `The name states the date: judged on ${date}.`));
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
    confirmed ? doubts.filter((doubt) => !doubt.odd) : doubts,
  );
}

function isNothing({ value, upper }: Figure): boolean {
  return upper === undefined && Number(value) === 0;
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
  const [operator, sign]: [TargetReading['operator'], string] = least ? ['<=', '≤'] : ['=', '='];
  const why = !least
    ? said('达到即为完成', 'reaching it is enough')
    : cost
      ? said('成本指标', 'a cost indicator')
      : said('越小越好的指标', 'less is better');
  doubts.push(
    assumed(
      `${noOperator}，按“${sign}”理解（${why.zh}）。`,
      `No operator is printed: read as “${sign}” (${why.en}).`,
    ),
  );
  return operator;
}

function readUnit(printed: PrintedTarget, { value, unit }: Figure, doubts: Doubt[]): string {
  const { name } = printed;
  if (/^%[^/]+$/.test(unit) && !/以[上下内]|含/.test(unit)) {
    doubts.push(
      assumed(
        `单位后的文字“${unit.slice(1)}”未计入。`,
        `The words after the unit, “${unit.slice(1)}”, are left out.`,
      ),
    );
    return '%';
  }
  if (/^[万亿]$/.test(unit) && (isCost(printed) || /资金|金额|投资|收入|产值|税/.test(name))) {
    doubts.push(assumed(`“${unit}”按${unit}元理解。`, `“${unit}” is read as “${unit}元”.`));
    return `${unit}元`;
  }
  if (/^[Mm]$/.test(unit))
    doubts.push(assumed(`单位“${unit}”按米理解。`, `The unit “${unit}” is read as metres.`));
  if (/以[上下内]|含|左右|上下|^年第/.test(unit))
    doubts.push(low(`“${unit}”没有读懂，请确认。`, `“${unit}” could not be understood; please confirm.`));
  else if (/级/.test(unit))
    doubts.push(
      odd(
        `“${value}${unit}”是等级，不知数大为好还是数小为好，请确认。`,
        `“${value}${unit}” is a grade: whether a higher or a lower one is better is not said; please confirm.`,
      ),
    );
  else if (!isKnownUnit(unit))
    doubts.push(low(`单位“${unit}”没有读懂，请确认。`, `The unit “${unit}” is not known; please confirm.`));
  if (unit !== '') return unit;
  if (isRate(name)) return bareRate(value, doubts);
  if (isCount(printed) && !isMeasured(name) && /^-?\d+$/.test(value))
    doubts.push(assumed('没有单位，按个数理解。', 'No unit: read as a count.'));
  else doubts.push(low('没有单位，请确认。', 'No unit; please confirm.'));
  return '';
}

function bareRate(value: string, doubts: Doubt[]): string {
  const size = Number(value);
  if (size > 0 && size <= 1) {
    const whole = Number((size * 100).toPrecision(12));
    doubts.push(
      low(`没有百分号：是${value}%，还是${whole}%？`, `No percent sign: is it ${value}% or ${whole}%?`),
    );
    return '';
  }
  doubts.push(assumed('没有百分号，按%理解。', 'No percent sign: read as %.'));
  return '%';
}

function vagueness(word: string, name: string, doubts: Doubt[]): void {
  if (
    /增长|增幅|提高|提升|降低|下降|减少/.test(word) &&
    /增长|增幅|增速|提高|提升|降低|下降|减少/.test(name)
  ) {
    doubts.push(assumed(`“${word}”按变化幅度理解。`, `“${word}” is read as the size of the change.`));
  } else
    doubts.push(
      low(
        `“${word}”不能直接判断，请确认目标值。`,
        `“${word}” cannot be judged as it stands; please confirm the target.`,
      ),
    );
}

/** Figures that are more likely broken than meant. */
function suspicions(
  { name }: PrintedTarget,
  { value, operator }: Figure,
  unit: string,
  doubts: Doubt[],
): void {
  if (value.startsWith('-'))
    doubts.push(odd('数值前有“-”，请确认。', 'There is a “-” before the figure; please confirm.'));
  if (unit === '' && /^\d{2,}100$/.test(value))
    doubts.push(odd('可能是两个数连在一起，请确认。', 'Two figures may have run together; please confirm.'));
  if (unit !== '%' || Number(value) <= 100) {
    if (unit === '比例' && Number(value) > 1)
      doubts.push(low('比例大于1，请确认。', 'A share above 1; please confirm.'));
    return;
  }
  const behind = /^2(\d{2}(?:\.\d+)?)$/.exec(value)?.[1];
  if (!operator && behind) {
    const { zh, en } = misread(`≥${behind}%`);
    doubts.push(odd(zh, en));
  } else if (isCompletion(name) || /增|倍/.test(name))
    doubts.push(assumed('目标超过100%。', 'The target is above 100%.'));
  else doubts.push(odd('目标超过100%，请确认。', 'The target is above 100%; please confirm.'));
}

/** A bare 280次 may be a ≥80次 whose sign was read as a 2; nothing on the paper says which. */
function misreadSign({ value, upper, operator }: Figure, unit: string, doubts: Doubt[]): void {
  const behind = /^2([1-9]\d*(?:\.\d+)?)$/.exec(value)?.[1];
  if (!behind || operator || upper !== undefined || (unit === '%' && Number(value) > 100)) return;
  const { zh, en } = misread(`≥${behind}${unit}`);
  doubts.push(behind.length > 1 && !behind.startsWith('.') ? odd(zh, en) : assumed(zh, en));
}

function misread(suspected: string): Said {
  return said(
    `疑为“${suspected}”（“≥”误识为2），请确认。`,
    `Perhaps “${suspected}”, its “≥” misread as a 2; please confirm.`,
  );
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
