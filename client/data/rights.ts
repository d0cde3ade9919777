import { useQuery } from '@tanstack/react-query';
import type { Action } from '#shared/rights.ts';
import { session } from './questions.ts';

export interface Rights {
  /** The user name. */
  name: string;
  /** Whether one of these may be done of something, at least. */
  may(...actions: Action[]): boolean;
  /** Whether everything is seen, at least one department, or single projects: one's own. */
  sees: 'all' | 'department' | 'own';
}

/** What the person at the screen may do. The server decides; this is for not offering what it would refuse. */
export function useRights(): Rights {
  const { data } = useQuery(session());
  return {
    name: data?.username ?? '',
    may: (...actions) => actions.some((action) => data?.may.includes(action)),
    sees: data?.sees ?? 'all',
  };
}

/** Where one may enter something by hand, the first of them to be offered first. */
export function entryPlaces({ may }: Pick<Rights, 'may'>): ('vouchers' | 'measurements' | 'ledger')[] {
  return [
    ...(may('post_vouchers') ? (['vouchers'] as const) : []),
    ...(may('report', 'approve') ? (['measurements'] as const) : []),
    ...(may('confirm_ledger') ? (['ledger'] as const) : []),
  ];
}

/** What one may bring in as a file, and whether what came in may be looked at. */
export function importPlaces({
  may,
}: Pick<Rights, 'may'>): ('plan' | 'expenditures' | 'measurements' | 'all')[] {
  return [
    ...(may('import') ? (['plan'] as const) : []),
    ...(may('post_vouchers') ? (['expenditures'] as const) : []),
    ...(may('report') ? (['measurements'] as const) : []),
    ...(may('see_imports') ? (['all'] as const) : []),
  ];
}
