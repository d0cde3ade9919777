import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'wouter';
import { mayBePinyin } from '#shared/pinyin.ts';
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

const searchedFor = (letters: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', 'searched', letters, { ...moment }],
    // What needs no names is known without waiting.
    initialData: mayBePinyin(letters) ? undefined : () => plain(letters),
    queryFn: async ({ client }): Promise<Searched> => {
      if (!mayBePinyin(letters)) return plain(letters);
      const [{ items }, { isSpelled }] = await Promise.all([
        client.ensureQueryData(projectNames(moment)),
        import('./pinyin.ts'),
      ]);
      const codes = items.filter(({ name }) => isSpelled(name, letters)).map(({ code }) => code);
      return { q: letters, named: codes.slice(0, mostNamed).join(',') || undefined };
    },
  });

function plain(letters: string): Searched {
  return letters ? { q: letters } : {};
}
