import type { AuditKind } from '#shared/audit.ts';

/** What was done, as whoever does it can say beside who and from where. */
export interface Deed {
  /** What it was done to: a user, a token, an alert, by the name or id that people know. */
  subject?: string | undefined;
  /** Codes. */
  projects?: readonly string[] | undefined;
  /** As JSON; never with a secret in it. */
  before?: unknown;
  after?: unknown;
}

/** Who acts and by what, as the trail keeps it. */
export interface Doing extends Deed {
  who: string;
  kind: AuditKind;
  roles: string;
  address: string;
  action: string;
  route: string;
}

/**
 * One request, or one word at the console: what is written in its name leaves a row in the trail, in the
 * transaction of the write itself. The first write that changes anything does, and each that says what it did.
 */
export interface Trail {
  /** Asked when something was written, with what the work said of it. */
  doing(deed: Deed): Doing;
  /** Set when a row of it was committed. */
  isRecorded: boolean;
}
