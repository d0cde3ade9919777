import { type RawBuilder, sql } from 'kysely';
import type { Condition, Handling, Severity } from '#shared/alert.ts';
import { alertKinds, isHandled } from '#shared/alert-kinds.ts';
import type { Day } from '#shared/calendar.ts';
import type { Cause } from '#shared/handling.ts';
import type { Db } from '../schema.ts';
import { idsOf, textIn } from '../sql.ts';
import { type PastMoment, stood } from './alert-history.ts';

/** The kinds that somebody has to acknowledge. */
export const handledKinds = alertKinds.filter(isHandled);

/** By what an alert is for somebody to act on. */
export interface Mine {
  /** As what plans and acknowledgements print the person. */
  names: readonly string[];
  /** The projects that the person owns, is charged with, or whose section is theirs. */
  projects: readonly string[];
  /** Whether what nobody owns is theirs: that of 财务. */
  ownerless: boolean;
}

/** How an alert stood at a moment, as SQL over `alert`, `project` and its handling `h`; the empty text where nothing was said. */
export interface Standing {
  condition: RawBuilder<Condition>;
  severity: RawBuilder<Severity>;
  handling: RawBuilder<Handling>;
  taker: RawBuilder<string>;
  owner: RawBuilder<string>;
  cause: RawBuilder<Cause | ''>;
  measure: RawBuilder<string>;
  promise: RawBuilder<string>;
  promisedOn: RawBuilder<string>;
}

/** The standing now, or at a past moment. */
export function standing(db: Db, past: PastMoment | undefined): Standing {
  const owned = (taker: RawBuilder<string>) => sql<string>`coalesce(nullif(${taker}, ''), project.owner, '')`;
  if (!past) {
    const taker = sql<string>`coalesce(h.owner, '')`;
    return {
      condition: sql`alert.condition`,
      severity: sql`alert.severity`,
      handling: sql`alert.handling`,
      taker,
      owner: owned(taker),
      cause: sql`coalesce(h.cause, '')`,
      measure: sql`coalesce(h.measure, '')`,
      promise: sql`coalesce(h.promise, '')`,
      promisedOn: sql`coalesce(h.promised_on, '')`,
    };
  }
  const then = stood(past);
  const said = (key: string) => textIn<string>(db, then.handling, key, '');
  return {
    condition: then.condition,
    severity: then.severity,
    handling: textIn<Handling>(db, then.handling, 'state', 'open'),
    taker: said('owner'),
    owner: owned(said('owner')),
    cause: textIn<Cause | ''>(db, then.handling, 'cause', ''),
    measure: said('measure'),
    promise: said('promise'),
    promisedOn: said('promisedOn'),
  };
}

/** Taken by the person; or taken by nobody and of one of their projects; or nobody's at all, where that is theirs. */
export function isMine(db: Db, then: Standing, { names, projects, ownerless }: Mine): RawBuilder<boolean> {
  const nobodys = ownerless ? sql`or project.owner is null` : sql``;
  return sql<boolean>`(${then.taker} in (${sql.join(names)}) or (${then.taker} = ''
    and (alert.project_id in ${idsOf(db, projects)} ${nobodys})))`;
}

/** The promise was missed, or its day lies before `today` and nobody has closed what was promised. */
export function isOverdue(then: Standing, today: Day): RawBuilder<boolean> {
  return sql<boolean>`(${then.condition} = 'firing' and (${then.promise} = 'missed'
    or (${then.promisedOn} <> '' and ${then.promisedOn} < ${today}
      and ${then.handling} in ('acknowledged', 'rectifying', 'submitted', 'returned'))))`;
}

/**
 * In the rectification ledger (整改台账): in somebody's hands until it is closed, or waiting for a new promise.
 * What goes on in the next period is no part of it.
 */
export function isInLedger(then: Standing): RawBuilder<boolean> {
  return sql<boolean>`(${then.handling} <> 'closed' and ${then.condition} <> 'pending'
    and not (${then.condition} = 'resolved' and coalesce(alert.resolved_because, '') in ('period_closed', 'accepted'))
    and case when ${then.handling} = 'open' then ${then.condition} = 'firing' and ${then.measure} <> ''
      else ${then.condition} = 'firing' or ${then.handling} <> 'accepted' end)`;
}

/** What alerts may be ordered by. */
export type AlertOrder = 'gravity' | 'since' | 'project' | 'kind' | 'owner' | 'promisedOn';

/** What an alert is ordered by; the gravest and the earliest promise that still stands come first. */
export function orderValue(
  db: Db,
  by: AlertOrder,
  past: PastMoment | undefined,
): RawBuilder<string | number> {
  const then = standing(db, past);
  switch (by) {
    case 'gravity':
      return sql<number>`(case ${then.condition} when 'firing' then 0 when 'pending' then 10 else 20 end
        + case ${then.severity} when 'critical' then 0 when 'warning' then 1 when 'watch' then 2 else 3 end)`;
    case 'since':
      return sql<string>`alert.since`;
    case 'project':
      return sql<string>`coalesce(project.code, '')`;
    case 'kind':
      return sql<string>`alert.kind`;
    case 'owner':
      return then.owner;
    case 'promisedOn':
      return sql<string>`(case when ${then.promisedOn} = '' or ${then.condition} = 'resolved'
        or ${then.handling} = 'accepted' then '9999' else ${then.promisedOn} end)`;
  }
}
