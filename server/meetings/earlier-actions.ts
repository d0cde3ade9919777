import { type ActionRow, listActions } from '#db/queries/meeting-actions.ts';
import type { Db } from '#db/schema.ts';
import type { Instant } from '#shared/calendar.ts';

export type ScopedAction = ActionRow;

/**
 * What earlier meetings decided that a meeting of this scope asks about, in the order in which it falls due: of the whole
 * house everything; of a department what its own meetings decided, and what those of the house decided of its projects.
 */
export async function earlierActions(
  db: Db,
  before: Instant,
  department: string | undefined,
  projects: ReadonlySet<string>,
): Promise<ScopedAction[]> {
  const all = await listActions(db, { before });
  if (department === undefined) return all;
  return all.filter(
    (action) =>
      action.department === department || (action.projectId !== null && projects.has(action.projectId)),
  );
}
