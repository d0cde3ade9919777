import type { Question, Reading } from '#shared/reading.ts';

/** What a person says where a target cannot be judged. */
export const cannotSay = '无法判断';

/** Every low-confidence target as a question; those of the tables block, those of the prose never do. */
export function targetQuestions({ projects, departmentIndicators }: Reading): Question[] {
  const ofTables = projects.flatMap(({ code, indicators }) =>
    indicators
      .filter(({ target }) => target.confidence === 'low')
      .map(({ line, name, printed, target }) => ({
        id: `target/${line}`,
        blocks: true,
        line,
        subject: `${code}/${name}`,
        message: `“${name}”的指标值印为“${printed}”：${target.notes.join('')}`,
        choices: suggestions(printed, target),
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
        message: `“${name}${printed}”：${target.notes.join('')}`,
        choices: [...suggestions(printed, target), cannotSay],
      },
    ];
  });
  return [...ofTables, ...ofProse];
}

/** Printed targets that the damaged one may have meant. */
function suggestions(
  printed: string,
  { kind, value, unit, direction }: Reading['departmentIndicators'][number]['target'],
): string[] {
  const suspected = /疑为“([^”]+)”/.exec(printed)?.[1];
  if (suspected) return [suspected];
  if (kind !== 'number') return [];
  if (/近|趋|基本/.test(printed) && Number(value) === 0) return ['≤1%', '≤0.5%', '=0%'];
  if (unit === '%' && Number(value) > 200 && Number(value) <= 300) return [`≥${value.slice(1)}%`];
  if (unit === '' && Number(value) > 0 && Number(value) <= 1)
    return [`≥${value}%`, ...(value === '1' ? ['≥100%'] : [])];
  const sign = direction === 'reverse' ? '≤' : '≥';
  return [
    `${sign}${value.replace('-', '')}${unit}`,
    ...(unit === '%' ? [`=${value.replace('-', '')}%`] : []),
  ];
}
