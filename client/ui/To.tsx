import type { ComponentProps } from 'react';
import { Link, useSearchParams } from 'wouter';
import { keepMoment } from '../data/moment.ts';

type Props = Omit<ComponentProps<'a'>, 'href' | 'ref'> & { to: string };

/** A link inside the product. It keeps the year and the day one is looking at. */
export function To({ to, ...rest }: Props) {
  const [params] = useSearchParams();
  return <Link href={keepMoment(to, params)} {...rest} />;
}
