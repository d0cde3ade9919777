import { z } from 'zod';
import { Page } from './api.ts';
import { auditKinds } from './audit-words.ts';
import { Day } from './calendar.ts';

/** One row of the trail as it is shown. */
export const AuditEntry = z.object({
  number: z.int(),
  /** Real time, in training mode too; `day` is the business day. */
  at: z.iso.datetime(),
  day: Day,
  who: z.string(),
  kind: z.enum(auditKinds),
  /** What they held at the time: roles as `finance@435001`, of a token its scopes. */
  roles: z.string(),
  address: z.string(),
  action: z.string(),
  /** The operation, as `post /api/v1/expenditures`; at the console the command. */
  route: z.string(),
  /** What the operation does, in the reader's language; null where no operation did it. */
  what: z.string().nullable(),
  subject: z.string().nullable(),
  projects: z.array(z.string()),
  before: z.unknown(),
  after: z.unknown(),
  /** The code of the refusal; null where it was done. */
  refused: z.string().nullable(),
  /** Null until it is sealed, a moment after it was written. */
  hash: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which rows of the trail; days are those of real time at the office. */
export const AuditFilter = Page.extend({
  who: z.string().trim().max(200).optional(),
  /** Of `auditActions`, several between commas. */
  action: z.string().max(1000).optional(),
  project: z.string().trim().max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  /** Anywhere in the subject, the route, the address, before and after. */
  q: z.string().trim().max(200).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** What is exported is what the filter shows; pages have no part in it. */
export const AuditExportQuery = AuditFilter.omit({ limit: true, cursor: true });

/** How long the trail is kept: so many whole months, six at least; null for good. */
export const AuditRetention = z.strictObject({ months: z.int().min(6).max(1200).nullable() });
export type AuditRetention = z.infer<typeof AuditRetention>;

/** How the chain stands: how many rows, where it begins, and its newest seal. */
export const AuditChain = z.object({
  rows: z.int(),
  /** The last row that was deleted by policy; 0 where none was. */
  prunedTo: z.int(),
  newest: z.object({ number: z.int(), hash: z.string() }).nullable(),
  retention: AuditRetention.strip(),
});
export type AuditChain = z.infer<typeof AuditChain>;
