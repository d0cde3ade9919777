import { isDay } from './calendar.ts';
import { type Said, said } from './language.ts';
import { toYuan } from './money.ts';
import { indicatorGroups, type NamedRuleField, ruleFields, rulesBelow } from './profile-fields.ts';
import { type RuleValue, valueAt } from './rule-values.ts';
import type { Rules } from './rules.ts';

/** What is wrong with a limit: where it stands, and what would be right. */
export interface RuleProblem {
  path: string;
  code: 'range' | 'order' | 'points' | 'not_here';
  message: Said;
}

/**
 * What is wrong with rules as a whole: a limit outside what it may be, or one that is not below the one it must
 * lie below. `isOwn` says which limits may be named: a contradiction stands at the one that was changed.
 */
export function ruleProblems(rules: Rules, isOwn: (path: string) => boolean = () => true): RuleProblem[] {
  const ranges = Object.values(ruleFields).flatMap((field) => outOfRange(field, valueAt(rules, field.path)));
  const orders = rulesBelow.flatMap(({ group, field, below }): RuleProblem[] => {
    const [lower, upper] = [`${group}.${field}`, `${group}.${below}`];
    // What is no number is said so already.
    if (Number(valueAt(rules, lower)) < Number(valueAt(rules, upper)) || !areLimits(rules, lower, upper))
      return [];
    const [a, b] = [ruleFields[lower], ruleFields[upper]];
    if (!a || !b) return [];
    const own = isOwn(lower) || !isOwn(upper) ? a : b;
    const [low, high] = [showLimit(a, valueAt(rules, lower)), showLimit(b, valueAt(rules, upper))];
    const message = said(
      `${a.name.zh}（${low.zh}）应低于${b.name.zh}（${high.zh}）`,
      `“${a.name.en}” (${low.en}) must lie below “${b.name.en}” (${high.en})`,
    );
    return [{ path: own.path, code: 'order', message }];
  });
  const { execution, groups } = rules.score;
  const sum = execution + Object.values(groups).reduce((total, one) => total + one, 0);
  const message = said(`各项分值合计应为100，现为${sum}`, `the points must add up to 100; they are ${sum}`);
  const points: RuleProblem[] = sum === 100 ? [] : [{ path: 'score', code: 'points', message }];
  return [...ranges, ...orders, ...points];
}

/** The limits that a scope cannot have of its own: an indicator only has those that it is judged by itself. */
export function misplaced(
  scope: 'all' | 'department' | 'project' | 'indicator',
  changes: object,
): RuleProblem[] {
  if (scope !== 'indicator') return [];
  return Object.keys(changes)
    .filter((group) => !(indicatorGroups as readonly string[]).includes(group))
    .map((path) => ({
      path,
      code: 'not_here',
      message: said(
        '单个指标不能有自己的这项规则，请在项目或更大范围设置',
        'an indicator has no such rule of its own; set it for the project or wider',
      ),
    }));
}

function areLimits(rules: Rules, ...paths: string[]): boolean {
  return paths.every((path) => Number.isFinite(valueAt(rules, path)));
}

function outOfRange(field: NamedRuleField, value: RuleValue | undefined): RuleProblem[] {
  const { path, unit, least, most } = field;
  const wrong = (message: Said): RuleProblem[] => [{ path, code: 'range', message }];
  if (unit === 'switch')
    return typeof value === 'boolean' ? [] : wrong(said('应为开或关', 'it is on or off'));
  if (unit === 'monthDay') {
    const day = typeof value === 'string' && /^\d\d-\d\d$/.test(value) && isDay(`2023-${value}`);
    return day
      ? []
      : wrong(said('应为存在的月日，如12-25', 'it is a month and day that exist, such as 12-25'));
  }
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  if (isWhole && value >= (least ?? value) && value <= (most ?? value)) return [];
  if (unit === 'money')
    return wrong(
      said('应为不小于0的金额，最多两位小数', 'it is an amount of 0 or more with at most two decimals'),
    );
  return wrong(said(`应为${least}至${most}之间的整数`, `it is a whole number from ${least} to ${most}`));
}

const units: Record<'percent' | 'points' | 'days' | 'workingDays' | 'score', Said> = {
  percent: said('%', '%'),
  points: said('个百分点', ' points'),
  days: said('天', ' days'),
  workingDays: said('个工作日', ' working days'),
  score: said('分', ' points'),
};

/** A limit with its unit, as a person reads it: `10%`, `5个工作日`, `1000.00元`, `12月25日`. */
export function showLimit({ unit }: Pick<NamedRuleField, 'unit'>, value: RuleValue | undefined): Said {
  if (value === undefined) return said('按上级', 'inherited');
  if (unit === 'switch') return value ? said('开', 'on') : said('关', 'off');
  if (unit === 'money') {
    const yuan = typeof value === 'number' ? toYuan(value) : String(value);
    return said(`${yuan}元`, `${yuan} yuan`);
  }
  if (unit === 'monthDay') {
    const [month, day] = String(value).split('-').map(Number);
    return said(`${month}月${day}日`, String(value));
  }
  const { zh, en } = units[unit];
  return said(`${value}${zh}`, `${value}${en}`);
}
