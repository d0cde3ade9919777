import type { Changed, Topic } from '#shared/events.ts';

/** What else is made of a topic's figures: a voucher moves the overview too. `all` is everything. */
const concerns: Record<Topic, readonly Topic[] | 'all'> = {
  overview: [],
  projects: ['overview'],
  indicators: ['projects', 'overview'],
  alerts: ['projects', 'overview'],
  expenditures: ['projects', 'overview', 'ledger'],
  measurements: ['indicators', 'projects', 'overview'],
  plans: 'all',
  ledger: ['clock', 'projects', 'overview'],
  clock: 'all',
  rules: 'all',
  evaluations: ['clock'],
  people: [],
  meetings: [],
};

/**
 * Whether an answer, known by its query key, may be stale after a change. A key that names one
 * project stays fresh where the change names others.
 */
export function isStale(key: readonly unknown[], changed: Pick<Changed, 'topics' | 'projects'>): boolean {
  const topic = key[0];
  // Who one is changes with the people and nothing else.
  if (topic === 'session') return changed.topics.includes('people');
  const touched = changed.topics.some((each) => {
    const more = concerns[each] ?? 'all';
    return each === topic || more === 'all' || more.some((other) => other === topic);
  });
  if (!touched || !changed.projects) return touched;
  const project = projectOf(key);
  return project === undefined || changed.projects.includes(project);
}

function projectOf(key: readonly unknown[]): string | undefined {
  for (const part of key) {
    if (part && typeof part === 'object' && 'project' in part && typeof part.project === 'string') {
      return part.project || undefined;
    }
  }
  return undefined;
}
