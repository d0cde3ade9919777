import type { Trail } from '#db/trail.ts';
import type { AuditAction, AuditKind } from '#shared/audit-words.ts';
import { shown } from './shown.ts';

/** The trail of what no request does: a word at the server's console, or the product of itself. */
export function ownTrail(
  kind: Extract<AuditKind, 'console' | 'product'>,
  { who, action, route }: { who: string; action: AuditAction; route: string },
): Trail {
  return {
    isRecorded: false,
    doing: ({ action: said = action, before, after, subject, projects }) => ({
      ...{ who, kind, roles: '', address: '', action: said, route, subject, projects },
      ...{ before: shown(before), after: shown(after) },
    }),
  };
}
