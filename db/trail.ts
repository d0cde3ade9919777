import type { AuditKind } from '#shared/audit-words.ts';

/** What was done, as whoever does it can say beside who and from where. */
export interface Deed {
  /** In the words of rights; what the operation needs where nothing else is said. */
  action?: string | undefined;
  /** What it was done to: a user, a token, an alert, by the name or id that people know. */
  subject?: string | undefined;
  /** Codes. */
  projects?: readonly string[] | undefined;
  /** What it was and what it became; never a secret. */
  before?: unknown;
  after?: unknown;
}

/** Who acts and by what, as the trail keeps it: before and after as JSON. */
export interface Doing {
  subject?: string | undefined;
  projects?: readonly string[] | undefined;
  before?: string | undefined;
  after?: string | undefined;
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
