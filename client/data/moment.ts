import { useDeferredValue, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { Day } from '#shared/calendar.ts';

/** The year one looks at and the last business day that counts; empty for the product's own. */
export interface Moment {
  year?: string | undefined;
  asOf?: Day | undefined;
}

/** The moment in the URL. It follows the URL softly: the old figures stay until the new ones are here. */
export function useMoment(): Moment {
  const [params] = useSearchParams();
  const year = useDeferredValue(params.get('year') ?? undefined);
  const asOf = useDeferredValue(params.get('asOf') ?? undefined);
  return useMemo(() => ({ year, asOf }), [year, asOf]);
}

/** Sets or, with undefined, removes values of the URL's query without a step in the history. */
export function useQueryValues(): [
  URLSearchParams,
  (values: Readonly<Record<string, string | undefined>>) => void,
] {
  const [params, setParams] = useSearchParams();
  const set = (values: Readonly<Record<string, string | undefined>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace: true },
    );
  return [params, set];
}

/** `path` with the moment one is looking at, so that following a link keeps it. */
export function keepMoment(path: string, params: URLSearchParams): string {
  const [where = '', own = ''] = path.split('?');
  const kept = new URLSearchParams(own);
  for (const name of ['year', 'asOf']) {
    const value = params.get(name);
    if (value && !kept.has(name)) kept.set(name, value);
  }
  const text = kept.toString();
  return text ? `${where}?${text}` : where;
}
