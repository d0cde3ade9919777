import type { PlanImportWhole } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';

type Revises = NonNullable<PlanImportWhole['revises']>;

/** What a person says about a revision before it is committed. */
export interface RevisionDraft {
  reason: string;
  effectiveOn: Day;
  /** What indicators with values are called now, by id; empty where nobody said. */
  renamed: Readonly<Record<string, string>>;
  /** Codes of projects that end. */
  ended: readonly string[];
}

/** The draft to start from: the guesses filled in, the day `today` or that of the version in force if it is later. */
export function revisionDraft({ effectiveOn, changes, reported }: Revises, today: Day): RevisionDraft {
  const guesses = new Map(
    changes.flatMap(({ indicators }) => indicators.map(({ id, maybe }) => [id, maybe] as const)),
  );
  return {
    reason: '',
    effectiveOn: today > effectiveOn ? today : effectiveOn,
    renamed: Object.fromEntries(reported.map(({ id }) => [id, guesses.get(id) ?? ''])),
    ended: [],
  };
}

/** The part of the commit that a revision adds. */
export function revisionBody(draft: RevisionDraft, { version, reported }: Revises) {
  const renamed = reported.flatMap(({ id, projectCode }) => {
    const to = draft.renamed[id];
    return to ? [{ projectCode, from: id, to }] : [];
  });
  return {
    revises: version,
    reason: draft.reason.trim(),
    effectiveOn: draft.effectiveOn,
    ...(renamed.length > 0 && { renamed }),
    ...(draft.ended.length > 0 && { ended: draft.ended }),
  };
}

/** The new indicators of a project, one of which an indicator that is gone may have become. */
export function newIndicators({ changes }: Revises, projectCode: string): string[] {
  const project = changes.find(({ code }) => code === projectCode);
  return (
    project?.indicators.flatMap(({ change, after }) => (change === 'new' && after ? after.name : [])) ?? []
  );
}

/** The projects that the document does not have. */
export function goneProjects({ changes }: Revises): { code: string; name: string }[] {
  return changes.filter(({ change }) => change === 'gone');
}
