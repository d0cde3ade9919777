import type { Db } from '../schema.ts';
import { type Written, writtenTogether } from '../together.ts';
import { auditPart, type NewAuditRow } from './audit.ts';
import { type ChangeRow, type ClockMove, changePart, clockPart } from './changes.ts';
import { type HandledRow, handledPart, handlingStatePart } from './handling.ts';
import {
  type AlertEnd,
  type AlertEventRow,
  type AlertUpdate,
  droppedPart,
  droppedStoriesPart,
  eventPart,
  type Muting,
  mutedPart,
  type NewAlert,
  openedPart,
  resolvedPart,
  updatedPart,
} from './open-alerts.ts';
import { type StandingRow, standingPart } from './standings.ts';

/** What judging writes: what became of alerts and of their handling, their stories, and what was found. */
export type JudgedRows = {
  droppedStories: { id: string };
  dropped: { id: string };
  opened: NewAlert;
  updated: AlertUpdate;
  resolved: AlertEnd;
  events: AlertEventRow;
  handled: HandledRow;
  handlingState: HandledRow;
  muted: Muting;
  standings: StandingRow;
};

/** Rows to be written; see `keepJudged`. */
export type Judged = Written<JudgedRows>;

/** With it, what the commit itself keeps: who did what, that it was, and how far the clock is. */
type CommitRows = JudgedRows & {
  audit: NewAuditRow & { position: number };
  change: ChangeRow;
  clock: ClockMove;
};

const commit = writtenTogether<CommitRows>('judged_commit', {
  droppedStories: droppedStoriesPart,
  dropped: droppedPart,
  opened: openedPart,
  updated: updatedPart,
  resolved: resolvedPart,
  events: eventPart,
  handled: handledPart,
  handlingState: handlingStatePart,
  muted: mutedPart,
  standings: standingPart,
  audit: auditPart,
  change: changePart,
  clock: clockPart,
});

/** Makes the writing connection ready for `keepJudged` and `keepCommit`. */
export const prepareCommits = commit.prepare;

/** Writes what judging came to, in one statement where the database can. */
export async function keepJudged(db: Db, judged: Judged): Promise<void> {
  await commit.write(db, judged);
}

/** The same with the trail of the commit, and with its change row and the clock that it moves where it has news. */
export async function keepCommit(
  db: Db,
  judged: Judged,
  { audit, news }: { audit: readonly NewAuditRow[]; news?: { change: ChangeRow; clock: ClockMove } },
): Promise<void> {
  const rows = audit.map((row, index) => ({ ...row, position: index + 1 }));
  const told = news && { change: [news.change], clock: [news.clock] };
  await commit.write(db, { ...judged, audit: rows, ...told });
}
