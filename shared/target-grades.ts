import { assumed, type Doubt, odd } from './target-doubt.ts';
import { inFigures } from './target-numerals.ts';
import { type Figure, readFigure } from './target-text.ts';

const grade =
  '(?:优秀?|良好?|中等?|差|合格|不合格|达标|不达标|一般|较好|较差|好|[A-E]级?|[一二三四五六]级|[一二三四五]等|[甲乙丙丁]级?)';
const oneGrade = new RegExp(`^${grade}$`);
const atLeast = new RegExp(`^(?:[≥>]|不低于|达到|达)?(${grade})(?:及?以上)?$`);

/** The grades of a target that prints its whole scale, 优/良/中/差; undefined where it does not. */
export function scaleOf(text: string): string[] | undefined {
  const parts = text.split(/[|/、,]/).map((part) => part.trim());
  return parts.length >= 3 && parts.every((part) => oneGrade.test(part)) ? parts : undefined;
}

/** The doubts about a target that is a grade or a proportion; undefined where it is neither. */
export function gradeDoubts(text: string): Doubt[] | undefined {
  const scale = scaleOf(text);
  if (scale) {
    return [
      odd(
        `印的是整个等级（${scale.join('、')}），没有写明要求达到哪一级，请确认。`,
        `The whole scale is printed (${scale.join(', ')}), not the grade to reach; please confirm which.`,
      ),
    ];
  }
  if (proportion.test(text)) {
    return [
      odd(
        `“${text}”是两个数之比，不能与一个完成值比较；请改写为一个数，或原样确认后由人判断是否达到。`,
        `“${text}” is a ratio of two numbers and cannot be held against one value; write one number, or confirm it as it is and a person will judge it.`,
      ),
    ];
  }
  const [, own] = atLeast.exec(text) ?? [];
  if (!own || (!/^[≥>]/.test(text) && !/级/.test(own))) return undefined;
  return [
    assumed('按等级理解：由人判断是否达到。', 'Read as a grade: a person judges whether it is reached.'),
  ];
}

const proportion = /^[≥≤<>=不高低于超过达到大小等]*\d+(?:\.\d+)?(?:[:∶]|比)\d+(?:\.\d+)?$/;

/** How often a period comes in a year. */
const times: Record<string, number> = { 周: 52, 月: 12, 季: 4, 季度: 4, 半年: 2 };

/** So many each period: its figure with a unit of the period (1次/月), and what that comes to in a year. */
export interface Frequency {
  figure: Figure;
  /** `12次`; undefined where a year's count is not certain: every day, or an interval. */
  aYear: string | undefined;
}

/**
 * A target such as 每月1次 or 每季度不少于2次: undefined where it is none. Whether the year's count is meant, or
 * each period is judged for itself, the paper does not say.
 */
export function readFrequency(text: string): Frequency | undefined {
  const [, period = '', rest = ''] =
    /^(?:平均)?每(?:个|一)?(天|日|周|月|季度?|半年)(?:度)?(.+)$/.exec(text) ?? [];
  const figure = rest === '' ? undefined : readFigure(inFigures(rest));
  if (!figure || figure.unit === '' || figure.unit.includes('/') || figure.vague) return undefined;
  const count = times[period];
  const isWhole = /^\d{1,6}$/.test(figure.value) && figure.upper === undefined;
  return {
    figure: { ...figure, unit: `${figure.unit}/${period}` },
    aYear: count && isWhole ? `${count * Number(figure.value)}${figure.unit}` : undefined,
  };
}
