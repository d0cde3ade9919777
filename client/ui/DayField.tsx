import type { ComponentProps } from 'react';
import { asDay } from './day-text.ts';
import { Field } from './Field.tsx';
import { useNarrow } from './table/useNarrow.ts';

/** A day: on a phone its own calendar is offered, at a desk it is typed as clerks type it, `6.5` or `6月5日` too. */
export function DayField({
  year,
  value,
  onChange,
  ...rest
}: Omit<ComponentProps<typeof Field>, 'value' | 'onChange' | 'onBlur' | 'type'> & {
  year: number;
  value: string;
  onChange: (day: string) => void;
}) {
  const isNarrow = useNarrow();
  if (isNarrow) return <Field type="date" value={value} onChange={onChange} {...rest} />;
  return <Field value={value} onChange={onChange} onBlur={() => onChange(asDay(value, year))} {...rest} />;
}
