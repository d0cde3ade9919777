import { usePrefetchQuery } from '@tanstack/react-query';
import { useMoment } from '../../data/moment.ts';
import { alerts, everyCondition, overview, projects } from '../../data/questions.ts';

/** Asks everything the overview shows at once, not one answer after the other. */
export function useOverviewAhead(): void {
  const moment = useMoment();
  usePrefetchQuery(overview(moment));
  usePrefetchQuery(projects(moment));
  usePrefetchQuery(alerts({ ...everyCondition, ...moment }));
}

/** The same as a component, for a page that is still waiting for what stands around it. */
export function OverviewAhead(): null {
  useOverviewAhead();
  return null;
}
