import type { ReactNode } from 'react';

interface Named {
  /** What holds its value in the URL. */
  name: string;
  label: string;
}

interface Item {
  id: string;
  text: string;
  mark?: ReactNode;
}

/** One thing that a list can be narrowed by: how it is asked for follows from its kind. */
export type Filter =
  | (Named & { kind: 'one'; all: string; items: readonly Item[] })
  /** Several at once; where the list itself starts with a choice, `standard` says which. */
  | (Named & { kind: 'several'; items: readonly Item[]; standard?: string })
  | (Named & { kind: 'day' })
  | (Named & { kind: 'flag'; value?: string })
  | (Named & { kind: 'text' })
  | (Named & { kind: 'project' });

/** What a list is narrowed by now, in words. */
export interface Chosen {
  name: string;
  label: string;
  /** What of it; undefined where the label says all. */
  text: string | undefined;
}

/**
 * What of the filters is chosen, in their order, as the screen's chips and the line on paper say it. A value that no
 * filter offers is said as it stands in the URL.
 */
export function chosenOf(
  filters: readonly Filter[],
  read: (name: string) => string | null,
  { comma, projectName }: { comma: string; projectName: (code: string) => string | undefined },
): Chosen[] {
  return filters.flatMap((filter): Chosen[] => {
    const { name, label } = filter;
    const value = read(name);
    if (!value) return [];
    switch (filter.kind) {
      case 'flag':
        return [{ name, label, text: undefined }];
      case 'one':
        return [{ name, label, text: textOf(filter.items, value) }];
      case 'several': {
        const texts = value.split(',').filter(Boolean);
        return [{ name, label, text: texts.map((id) => textOf(filter.items, id)).join(comma) }];
      }
      case 'project':
        return [{ name, label, text: projectName(value) ?? value }];
      default:
        return [{ name, label, text: value }];
    }
  });
}

function textOf(items: readonly Item[], id: string): string {
  return items.find((item) => item.id === id)?.text ?? id;
}
