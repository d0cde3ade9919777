import { useIsFetching, useIsMutating } from '@tanstack/react-query';

/** A thin bar along the top while something is asked or written; it is seen from the first second on. */
export function Busy() {
  const isBusy = useIsFetching() + useIsMutating() > 0;
  return isBusy ? <div className="busy" aria-hidden="true" /> : null;
}
