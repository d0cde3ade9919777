import type { AuditRow } from '#db/queries/audit.ts';
import type { AuditEntry, AuditKind } from '#shared/audit.ts';

/** A row of the trail as it is shown. */
export function entryOf({
  before,
  after,
  projects,
  kind,
  ...row
}: AuditRow & { hash: string | null }): AuditEntry {
  return {
    ...row,
    kind: kind as AuditKind,
    projects: JSON.parse(projects) as string[],
    before: before === null ? null : (JSON.parse(before) as unknown),
    after: after === null ? null : (JSON.parse(after) as unknown),
  };
}
