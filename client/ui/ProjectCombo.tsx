import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMoment } from '../data/moment.ts';
import { projectNames } from '../data/questions.ts';
import { Combo } from './Combo.tsx';
import type { Findable } from './found.ts';

/** One project of the year, found by name, code or pinyin initials; what else may be chosen stands before them. */
export function ProjectCombo({
  label,
  hideLabel = false,
  value,
  first = [],
  onChange,
}: {
  label: string;
  hideLabel?: boolean;
  value: string;
  first?: readonly Findable[];
  onChange: (code: string) => void;
}) {
  const { data } = useQuery(projectNames(useMoment()));
  const names = useMemo(
    () => (data?.items ?? []).map(({ code, name }) => ({ id: code, text: name, note: code })),
    [data],
  );
  // What stands first is a few words made anew each time; while they say the same the list is the same.
  const begin = JSON.stringify(first);
  const items = useMemo(() => [...(JSON.parse(begin) as Findable[]), ...names], [begin, names]);
  return <Combo label={label} hideLabel={hideLabel} value={value} items={items} onChange={onChange} />;
}
