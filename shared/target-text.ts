/**
 * A printed target as clean text: full-width letters, digits and signs become half-width, look-alike
 * operators become ≥ ≤ > < =, thousands separators and the spaces of broken typesetting go. Column
 * bars stay: what they mean is decided by who reads the columns. `joined` says that two groups of digits that
 * were apart are now one number, which only a person can vouch for.
 * @example
 * tidyTarget('＞＝ 9８．５ ％') // { text: '≥98.5%', joined: false }
 */
export function tidyTarget(printed: string): { text: string; joined: boolean } {
  const half = printed.normalize('NFC').replace(/[\uFF01-\uFF5E\uFE50-\uFE6F]/g, (c) => c.normalize('NFKC'));
  const spaced = half.replace(/[\s\u3000\u00A0\u200B\uFEFF]+/g, ' ').trim();
  const joined = /\d \d/.test(spaced);
  const text = spaced
    .replace(/ /g, '')
    .replace(/[〜∼˜]/g, '~')
    .replace(/[−‐‑‒―─]/g, '-')
    .replace(/[≧⩾≥⋝≽≮]=?|>=|=>|[〉》]=/g, '≥')
    .replace(/[≦⩽≤⋜≼≯]=?|<=|=<|[〈《]=/g, '≤')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/\(含[^()]*\)/g, '')
    .replace(/百分比|百分之?(?=$|[;,。])/g, '%');
  return { text: withoutTail(text), joined };
}

/** Without the punctuation at its end; from the end, since a pattern would try again at every mark before it. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && '。;,、'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export type Operator = '>=' | '>' | '<=' | '<' | '=';

/** What a tidy target says as a number. */
export interface Figure {
  /** As printed; undefined where none is. */
  operator: Operator | undefined;
  value: string;
  /** Of an interval. */
  upper: string | undefined;
  unit: string;
  /** Words that make the number a matter of opinion: 接近于, 提高, 左右. */
  vague: string | undefined;
  /** Operators that say different things, such as ≥ before and 以内 behind. */
  contradictory: boolean;
  /** An interval with a bound that is left out: `>80%且<90%`. */
  open?: boolean;
}

const prefixes: [RegExp, Operator][] = [
  [
    /^(?:≥|大于或?等于|高于或?等于|不(?:得|能|应)?(?:低于|少于|小于)|至少|最少|最低|达到(?:或超过)?|达|实现)/,
    '>=',
  ],
  [
    /^(?:≤|小于或?等于|低于或?等于|(?:不(?:得|能|应)?|未)(?:超过?|高于|大于|多于|突破)|至多|最多|最高|控制在|限于)/,
    '<=',
  ],
  [/^(?:>|大于|高于|多于|超过|优于|突破)/, '>'],
  [/^(?:<|小于|低于|少于|不足|不满)/, '<'],
  [/^(?:=|等于|为)/, '='],
];
const suffixes: [RegExp, Operator][] = [
  [/[(]含[)]以上$|(?:及|或)?以上$/, '>='],
  [/[(]含[)]以[内下]$|(?:及|或)?(?:以内|以下|之内)$/, '<='],
  [/(?<=小时|分钟|秒|天|日|周|个月|年)内(?:完成|办结|响应|处理|处置|到位|到达|办理|解决)?$/, '<='],
];
/** Words that say no more than that the year's figure follows. */
const idle = /^(?:保持在?|维持在?|稳定在|确保|力争|预计|全年|每年|年度|本年|共计?|总计|累计|介于|在)(?=.*\d)/;
const vagueBefore =
  /^(?:接近于?|趋近于?|趋于|基本为|大约|约|近|提高到?|提升|增长|增加|上升|降低|下降|减少|缩短)/;
const vagueBehind = /(?:左右|上下)$/;
const amount = '(-?\\d+(?:\\.\\d+)?|\\.\\d+)';
const single = new RegExp(`^${amount}([^\\d]*|[μA-Za-z/]{0,4}m[23])$`);
const interval = new RegExp(`^${amount}([^\\d~—–至到和与-]*)[~—–至到和与-]+${amount}([^\\d]*?)(?:之间)?$`);
const twoBounds = /^(\D*\d[\d.]*[^\d]*?)(?:并?且|同时|[,;]|(?=[≤<≥>不]|[小大低高]于))(.+)$/;
const aroundName = new RegExp(`^${amount}([^\\d≤<]*)([≤<])[^\\d≤<]{0,12}([≤<])${amount}([^\\d]*)$`);

/** The figure that a tidy target names; undefined where the text is words or holds more than a number and its unit. */
export function readFigure(text: string): Figure | undefined {
  return readBounds(text) ?? readOne(text);
}

/** `≥80%且≤90%` or `80%≤X≤90%`: two bounds as one interval. */
function readBounds(text: string): Figure | undefined {
  const around = aroundName.exec(text);
  if (around) {
    const [, value = '', firstUnit = '', first, second, upper = '', lastUnit = ''] = around;
    const open = first === '<' || second === '<';
    return asInterval({ value, unit: firstUnit, open }, { value: upper, unit: lastUnit });
  }
  const [, left, right] = twoBounds.exec(text) ?? [];
  const [one, two] = [left && readOne(left), right && readOne(right)];
  if (!one || !two || !one.operator || !two.operator || one.operator === '=' || two.operator === '=')
    return undefined;
  if (one.upper !== undefined || two.upper !== undefined || one.vague || two.vague) return undefined;
  if (one.operator[0] === two.operator[0]) return undefined;
  const [low, high] = one.operator.startsWith('>') ? [one, two] : [two, one];
  const open = one.operator.length === 1 || two.operator.length === 1;
  return asInterval({ ...low, open }, high);
}

function asInterval(
  { value, unit, open }: { value: string; unit: string; open: boolean },
  high: { value: string; unit: string },
): Figure {
  return {
    operator: undefined,
    value,
    upper: high.value,
    unit: high.unit || unit,
    vague: undefined,
    contradictory: mixed(unit, high.unit),
    open,
  };
}

function readOne(text: string): Figure | undefined {
  let rest = text;
  const operators: Operator[] = [];
  let vague: string | undefined;
  for (let found = true; found; ) {
    found = false;
    const without = rest.replace(idle, '');
    if (without !== rest) {
      rest = without;
      found = true;
    }
    const word = vagueBefore.exec(rest)?.[0];
    if (word && /\d/.test(rest)) {
      vague = vague ? vague + word : word;
      rest = rest.slice(word.length);
      found = true;
    }
    for (const [pattern, operator] of prefixes) {
      const match = pattern.exec(rest);
      if (!match || !/\d/.test(rest)) continue;
      operators.push(operator);
      rest = rest.slice(match[0].length);
      found = true;
      break;
    }
  }
  const behind = vagueBehind.exec(rest)?.[0];
  if (behind) {
    vague = (vague ?? '') + behind;
    rest = rest.slice(0, -behind.length);
  }
  for (const [pattern, operator] of suffixes) {
    if (!pattern.test(rest)) continue;
    operators.push(operator);
    rest = rest.replace(pattern, '');
  }
  const range = interval.exec(rest);
  const one = range ? undefined : single.exec(rest);
  if (!range && !one) return undefined;
  const [, value = '', firstUnit = '', upper, lastUnit = ''] = range ?? one ?? [];
  const unit = range ? lastUnit || firstUnit : firstUnit;
  if (unit.length > 8) return undefined;
  return {
    operator: strongest(operators),
    value: value.startsWith('.') ? `0${value}` : value,
    upper,
    unit,
    vague,
    contradictory:
      contradict(operators) || (range !== null && (operators.length > 0 || mixed(firstUnit, lastUnit))),
  };
}

/** Of `达到≥95%` or `控制在5%以内` the strict one, else the first. */
function strongest(operators: Operator[]): Operator | undefined {
  return (
    operators.find((operator) => operator === '>' || operator === '<' || operator === '=') ?? operators[0]
  );
}

function contradict(operators: Operator[]): boolean {
  return new Set(operators.map((operator) => operator.replace('>=', '>').replace('<=', '<'))).size > 1;
}

function mixed(first: string, last: string): boolean {
  return first !== '' && last !== '' && first !== last;
}
