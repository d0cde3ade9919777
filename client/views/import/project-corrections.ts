import { parseWan, parseYuan, toYuan } from '#shared/money.ts';
import type { ToldProject } from '#shared/reading.ts';

/** The amounts of a project by the end of their pointer: budget, what it is made of, and its nodes. */
export function moneyFields({
  budget,
  fiscal,
  other,
  nodes,
}: ToldProject): { field: string; yuan: string }[] {
  return [
    { field: 'budget', yuan: budget },
    { field: 'fiscal', yuan: fiscal },
    { field: 'other', yuan: other },
    ...nodes.map(({ cumulative }, node) => ({ field: `nodes/${node}/cumulative`, yuan: cumulative })),
  ];
}

/**
 * The corrections that make a project what was typed: only what differs, amounts of 万元 as 元. `wrong` names the
 * fields that hold no amount, or nothing where a name must stand.
 */
export function projectCorrections(
  project: ToldProject,
  pointer: string,
  typed: Readonly<Record<string, string>>,
): { corrections: { pointer: string; value: string }[]; wrong: string[] } {
  const corrections: { pointer: string; value: string }[] = [];
  const wrong: string[] = [];
  for (const field of ['name', 'code'] as const) {
    const text = (typed[field] ?? '').trim();
    if (text === '') wrong.push(field);
    else if (text !== project[field]) corrections.push({ pointer: `${pointer}/${field}`, value: text });
  }
  for (const { field, yuan } of moneyFields(project)) {
    const fen = parseWan((typed[field] ?? '').replaceAll(/[,，\s]/g, ''));
    if (fen === undefined || fen < 0) wrong.push(field);
    else if (fen !== parseYuan(yuan))
      corrections.push({ pointer: `${pointer}/${field}`, value: toYuan(fen) });
  }
  return { corrections, wrong };
}
