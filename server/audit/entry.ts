import type { AuditRow } from '#db/queries/audit.ts';
import type { AuditEntry } from '#shared/audit.ts';

/** A row of the trail as it is shown; `says` tells what an operation does. */
export function entryOf(
  { before, after, projects, kind, ...row }: AuditRow & { hash: string | null },
  says: (route: string) => string | null,
): AuditEntry {
  return {
    ...row,
    kind,
    what: says(row.route),
    projects: JSON.parse(projects) as string[],
    before: before === null ? null : (JSON.parse(before) as unknown),
    after: after === null ? null : (JSON.parse(after) as unknown),
  };
}
