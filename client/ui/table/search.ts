import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'wouter';
import { type Moment, useMoment } from '../../data/moment.ts';
import { projectNames } from '../../data/questions.ts';

/** So many projects a search by pinyin names; what means more of them means too little. */
const mostNamed = 200;

/** What a list is asked for: the letters, and the codes of projects whose names they spell. */
export interface Searched {
  q?: string | undefined;
  named?: string | undefined;
}

/** The search in the URL. Latin letters also mean projects by the pinyin of their names; what spells them is fetched only then. */
export function useSearched(): Searched {
  const [params] = useSearchParams();
  const letters = useDeferredValue(params.get('q')?.trim() ?? '');
  return useSuspenseQuery(searchedFor(letters, useMoment())).data;
}

/** Whether letters may be pinyin: latin ones alone, two at least. */
export function mayBePinyin(letters: string): boolean {
  return /^[a-z][a-z ]*[a-z]$/i.test(letters);
}

const searchedFor = (letters: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', 'searched', letters, { ...moment }],
    queryFn: async ({ client }): Promise<Searched> => {
      if (!letters) return {};
      if (!mayBePinyin(letters)) return { q: letters };
      const [{ items }, { isSpelled }] = await Promise.all([
        client.ensureQueryData(projectNames(moment)),
        import('./pinyin.ts'),
      ]);
      const codes = items.filter(({ name }) => isSpelled(name, letters)).map(({ code }) => code);
      return { q: letters, named: codes.slice(0, mostNamed).join(',') || undefined };
    },
  });
