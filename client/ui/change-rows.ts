import type { Language } from '#shared/language.ts';
import type { ProjectChange } from '#shared/plan-changes.ts';
import { nodeText, wan } from '../text/format.ts';

/** One thing that a revision changes, as a row of before and after; null where a side is empty. */
export interface ChangeRow {
  /** A name of the texts under `changes`, or the thing's own name. */
  what: { text: 'name' | 'budget' | 'fiscal' | 'other' | 'purpose' | 'goals' } | { name: string };
  before: string | null;
  after: string | null;
  isNumber: boolean;
  /** Of an indicator that is gone: what it may be called now. */
  maybe?: string;
}

/** What a revision changes in one project, in the order of the document: name, money, nodes, words, indicators. */
export function changeRows(change: ProjectChange, language: Language): ChangeRow[] {
  const { renamed, purpose, goals, nodes, indicators } = change;
  const money = (['budget', 'fiscal', 'other'] as const).flatMap((of): ChangeRow[] => {
    const amounts = change[of];
    // 其他资金 that is none on both sides says nothing.
    if (!amounts || (isNone(amounts.before) && isNone(amounts.after))) return [];
    return [{ what: { text: of }, ...inWan(amounts), isNumber: true }];
  });
  const words = (text: 'name' | 'purpose', pair?: { before: string; after: string }): ChangeRow[] =>
    pair ? [{ what: { text }, ...pair, isNumber: false }] : [];
  return [
    ...words('name', renamed),
    ...money,
    ...nodes.map((node) => ({
      what: { name: nodeText(node.day, language) },
      ...inWan(node),
      isNumber: true,
    })),
    ...words('purpose', purpose),
    ...(goals
      ? [
          {
            what: { text: 'goals' as const },
            before: goals.before.join('\n'),
            after: goals.after.join('\n'),
            isNumber: false,
          },
        ]
      : []),
    ...indicators.map(indicatorRow),
  ];
}

/** An indicator as a row: its target before and after, with its name or place where those differ. */
export function indicatorRow({ before, after, maybe }: ProjectChange['indicators'][number]): ChangeRow {
  const name = (after ?? before)?.name ?? '';
  const said = (one: typeof before, other: typeof before) => {
    if (!one) return null;
    const place = other && (one.level1 !== other.level1 || one.level2 !== other.level2);
    const parts = [
      place ? `${one.level1} / ${one.level2}` : '',
      other && one.name !== other.name ? one.name : '',
      one.printed,
      other && one.basis !== other.basis ? `（${one.basis}）` : '',
    ];
    return parts.filter(Boolean).join(' ');
  };
  return {
    what: { name },
    before: said(before, after),
    after: said(after, before),
    isNumber: false,
    ...(maybe && { maybe }),
  };
}

function inWan({ before, after }: { before: string | null; after: string | null }) {
  return { before: before === null ? null : wan(before), after: after === null ? null : wan(after) };
}

function isNone(yuan: string | null): boolean {
  return yuan === null || Number(yuan) === 0;
}
