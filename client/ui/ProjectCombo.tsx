import { useQuery } from '@tanstack/react-query';
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
  const items = [
    ...first,
    ...(data?.items ?? []).map(({ code, name }) => ({ id: code, text: name, note: code })),
  ];
  return <Combo label={label} hideLabel={hideLabel} value={value} items={items} onChange={onChange} />;
}
