import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { useNarrow } from './useNarrow.ts';

/** A table of no more rows is drawn whole: it prints, and the browser finds everything in it. */
const mostPlain = 80;

/** The rows that are to be drawn, and the room that the others take above and below. */
export interface DrawnRows {
  isVirtual: boolean;
  indexes: readonly number[];
  above: number;
  below: number;
  /** Measures a row when it is drawn; undefined where all are. */
  measure: ((row: HTMLTableRowElement | null) => void) | undefined;
  /** How high the box may be to end with the window; undefined where the page scrolls. */
  height: string | undefined;
  /** Brings a row into sight. */
  show: (index: number) => void;
}

/**
 * Draws of many rows only those in sight: in a box of their own, on a phone in the page itself; on paper the first
 * `most` of them.
 */
export function useRows(
  count: number,
  keyAt: (index: number) => string,
  box: RefObject<HTMLDivElement | null>,
  most?: number,
): DrawnRows {
  const isNarrow = useNarrow();
  const isVirtual = count > mostPlain;
  const [top, setTop] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above takes other room on a phone
  useLayoutEffect(() => {
    if (isVirtual) setTop((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [isVirtual, isNarrow, box]);
  const inBox = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count,
    enabled: isVirtual && !isNarrow,
    getScrollElement: () => box.current,
    estimateSize: () => 44,
    getItemKey: keyAt,
    // The first rows come with the table, before its box has been measured.
    initialRect: { width: 0, height: 1 },
    overscan: 10,
    // The head stays where it is, over the rows.
    scrollPaddingStart: 36,
    scrollPaddingEnd: 36,
  });
  const inPage = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    enabled: isVirtual && isNarrow,
    estimateSize: () => 150,
    getItemKey: keyAt,
    overscan: 6,
    scrollMargin: top,
  });
  if (!isVirtual || most !== undefined) {
    const indexes = Array.from({ length: Math.min(count, most ?? count) }, (_, index) => index);
    return {
      isVirtual,
      indexes,
      above: 0,
      below: 0,
      measure: undefined,
      height: undefined,
      show: () => undefined,
    };
  }
  if (isNarrow) return { ...drawn(inPage, top), height: undefined };
  return { ...drawn(inBox, 0), height: `max(340px, calc(100dvh - ${Math.round(top) + 64}px))` };
}

function drawn<Scroll extends Element | Window>(
  rows: Virtualizer<Scroll, HTMLTableRowElement>,
  top: number,
): Omit<DrawnRows, 'height'> {
  const items = rows.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return {
    isVirtual: true,
    indexes: items.map(({ index }) => index),
    above: first ? first.start - top : 0,
    below: last ? rows.getTotalSize() - (last.end - top) : 0,
    measure: rows.measureElement,
    show: (index) => rows.scrollToIndex(index, { align: 'auto' }),
  };
}
