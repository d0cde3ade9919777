import { useQuery } from '@tanstack/react-query';
import { session } from './questions.ts';

/** What the person at the screen may do. The server decides; this is for not offering what it would refuse. */
export function useRights(): { name: string; mayReport: boolean; mayDecide: boolean } {
  const { data } = useQuery(session());
  const has = (...roles: string[]) => roles.some((role) => data?.roles.includes(role));
  return {
    name: data?.username ?? '',
    mayReport: has('finance', 'owner'),
    mayDecide: has('finance', 'manager'),
  };
}
