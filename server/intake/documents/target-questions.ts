import { type Said, said, saidOf, type Told } from '#shared/language.ts';
import type { Question, Reading } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { readFrequency, scaleOf } from '#shared/target-grades.ts';
import { tidyTarget } from '#shared/target-text.ts';

/** What a person says where a target cannot be judged. */
export const cannotSay = said('无法判断', 'It cannot be judged');

/** Every low-confidence target as a question; those of the tables block, those of the prose never do. */
export function targetQuestions({ projects, departmentIndicators, year }: Reading): Question[] {
  const ofTables = projects.flatMap(({ code, indicators }) =>
    indicators
      .filter(({ target }) => target.confidence === 'low')
      .map(({ line, name, printed, target, level1, level2 }) => ({
        id: `target/${line}`,
        blocks: true,
        line,
        subject: `${code}/${name}`,
        message: said(
          `“${name}”的指标值印为“${printed}”：${reasons(target).zh}`,
          `Target ${printed ? `“${printed}” of “${name}”` : `of “${name}” missing`}: ${reasons(target).en}`,
        ),
        choices: readable(suggestions(printed, target), { level2: level2 || level1, name, year }).map(
          glossed,
        ),
      })),
  );
  const onLine = new Map<number, number>();
  const ofProse = departmentIndicators.flatMap(({ line, name, printed, subject, target }) => {
    const nth = (onLine.get(line) ?? 0) + 1;
    onLine.set(line, nth);
    if (target.confidence !== 'low') return [];
    return [
      {
        id: `prose/${line}/${nth}`,
        blocks: false,
        line,
        subject,
        message: saidOf(
          (language) => `“${name}${printed}”${language === 'zh' ? '：' : ': '}${reasons(target)[language]}`,
        ),
        choices: [
          ...readable(suggestions(printed, target), { level2: '', name, year }).map(glossed),
          cannotSay,
        ],
      },
    ];
  });
  return [...ofTables, ...ofProse];
}

/** Why a target is not certain, in a row of sentences. */
export function reasons({ notes }: Pick<TargetReading, 'notes'>): Said {
  return said(notes.map(({ zh }) => zh).join(''), notes.map(({ en }) => en).join(' '));
}

/** Of the suggestions those that would be taken as an answer, each once. */
function readable(texts: string[], printed: { level2: string; name: string; year: number }): string[] {
  return [...new Set(texts)].filter(
    (value) => readTarget({ ...printed, value }, true).confidence !== 'low' && value.length <= 60,
  );
}

/** A target as it would be printed; what its Chinese says, for a reader of English, stands behind it. */
function glossed(text: string): Told {
  const month = Number(/^(\d{1,2})月底$/.exec(text)?.[1] ?? 0);
  const name = monthNames[month - 1];
  if (name) return said(text, `${text} (end of ${name})`);
  const [, meaning] = glosses.find(([ending]) => text.endsWith(ending)) ?? [];
  return meaning ? said(text, `${text} (${meaning})`) : text;
}

const glosses: [ending: string, meaning: string][] = [
  ['个月', 'months'],
  ['万元', '10,000 yuan'],
  ['元', 'yuan'],
  ['天', 'days'],
  ['及以上', 'or better'],
];

const monthNames =
  'January February March April May June July August September October November December'.split(' ');

/** Printed targets that the damaged one may have meant, the likeliest first. */
function suggestions(printed: string, target: TargetReading): string[] {
  const { kind, value, upper, unit, direction, operator } = target;
  const suspected = target.notes.flatMap((note) => /疑为“([^”]+)”/.exec(note.zh)?.[1] ?? []);
  if (kind === 'deadline') return months(printed);
  const whole = tidyTarget(printed).text;
  const grades = scaleOf(whole);
  if (grades) return grades.slice(0, -1).flatMap((grade, i) => (i === 0 ? [grade] : [`${grade}及以上`]));
  if (kind === 'graded') return /^\D*\d+(?:\.\d+)?[:∶比]\d/.test(whole) ? [...suspected, printed] : suspected;
  if (kind !== 'number') return suspected;
  const often = readFrequency(whole);
  if (often)
    return often.aYear ? [`≥${often.aYear}`, `≥${value}${unit}`, `=${often.aYear}`] : [`≥${value}${unit}`];
  if (/近|趋|基本/.test(printed) && Number(value) === 0) return ['≤1%', '≤0.5%', '=0%'];
  const percents = printed.split('|').filter((part) => /^\d+(?:\.\d+)?[%％]$/.test(part.trim()));
  if (percents.length > 1) return percents.map((grade) => `≥${grade.trim()}`);
  if (upper !== undefined) return [`${value}${unit}-${upper}${unit}`, `${upper}${unit}-${value}${unit}`];
  if (unit === '' && Number(value) > 0 && Number(value) <= 1)
    return [...suspected, `≥${value}%`, ...(value === '1' ? ['≥100%'] : [])];
  const [first, second] = /^(\d{1,3})(100)$/.exec(value)?.slice(1) ?? [];
  const apart = first && second ? [`=${first}${unit}`, `=${second}${unit}`, `=${first}%`, `=${second}%`] : [];
  const bare = value.replace('-', '');
  const sign = direction === 'reverse' || operator.startsWith('<') ? '≤' : '≥';
  const units = unit === '' ? ['', '%', '万元', '元', '天'] : [unit];
  return [...suspected, ...apart, ...units.map((one) => `${sign}${bare}${one}`), `=${value}${unit}`];
}

/** 12月前 or a bare 12月: by the end of that month or the one before, or so many months. */
function months(printed: string): string[] {
  const month = Number(/^\D*(\d{1,2})月/.exec(printed.normalize('NFKC'))?.[1] ?? 0);
  if (month < 1 || month > 12) return [];
  return [`${month}月底`, ...(month > 1 ? [`${month - 1}月底`] : []), `${month}个月`];
}
