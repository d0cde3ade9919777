import type { Alert } from '#shared/alert.ts';
import type { Matchers } from '#shared/silence.ts';

/** How far a silence reaches, seen from one alert. */
export type SilenceScope = 'thisAlert' | 'thisKind' | 'thisProject' | 'allOfKind';

/** The choices that make sense for an alert: what belongs to no project has fewer. */
export function scopesFor({ projectCode }: Pick<Alert, 'projectCode'>): SilenceScope[] {
  return projectCode === null ? ['thisAlert'] : ['thisAlert', 'thisKind', 'thisProject', 'allOfKind'];
}

/** What a silence of that reach matches. */
export function matchersOf(
  { projectCode, kind, subject }: Pick<Alert, 'projectCode' | 'kind' | 'subject'>,
  scope: SilenceScope,
): Matchers {
  const project = projectCode === null ? {} : { project: projectCode };
  switch (scope) {
    case 'thisAlert':
      return { ...project, kind, subject };
    case 'thisKind':
      return { ...project, kind };
    case 'thisProject':
      return project;
    case 'allOfKind':
      return { kind };
  }
}
