import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Pages } from './DataTable.tsx';

/** So many rows go on paper; of more there is a file. */
export const mostPrinted = 3_000;

/**
 * Whether the page is on its way to paper: a list is drawn whole then, whatever was in sight. Ctrl+P first fetches
 * what is not loaded; a print from the browser's menu cannot wait, and has what there is.
 */
export function usePrinting(
  pages: Pages | undefined,
  loaded: number,
  box: RefObject<HTMLElement | null>,
): { isPrinted: boolean; isPreparing: boolean } {
  const [isPrinted, setPrinted] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const isMore = Boolean(pages?.hasNextPage) && loaded < mostPrinted;

  useEffect(() => {
    let scrolled = 0;
    const before = () => {
      scrolled = box.current?.scrollTop ?? 0;
      flushSync(() => setPrinted(true));
    };
    const after = () => {
      flushSync(() => setPrinted(false));
      // On paper nothing scrolls, and the place was lost.
      box.current?.scrollTo({ top: scrolled });
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, [box]);

  useEffect(() => {
    if (!isMore) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      event.preventDefault();
      setWanted(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isMore]);

  const { isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages ?? {};
  useEffect(() => {
    if (!isWanted) return;
    if (isMore && !isFetchNextPageError) {
      if (!isFetchingNextPage) void fetchNextPage?.();
      return;
    }
    setWanted(false);
    // Printing holds the page until it is done: not in the middle of drawing.
    setTimeout(() => window.print());
  }, [isWanted, isMore, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  return { isPrinted, isPreparing: isWanted };
}
