import type { Request, Response } from 'express';
import type { ActionRow } from '#db/queries/meeting-actions.ts';
import type { MeetingRow } from '#db/queries/meetings.ts';
import type { Db } from '#db/schema.ts';
import type { Day } from '#shared/calendar.ts';
import { type Language, languageOf } from '#shared/language.ts';
import type { ActionMove } from '#shared/meeting.ts';
import {
  type Charged,
  chargedOf,
  may,
  ofDepartment,
  type Person,
  type Right,
  type Staff,
  secondEyes,
  wholeHouse,
} from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { sightOf, whoAsks } from '../http/person.ts';
import type { Sight } from '../sight.ts';

/** Whoever reads of meetings: what they see, what they may, and in which language. */
export interface Reader {
  sight: Sight;
  person: Person;
  staff: Staff;
  language: Language;
  today: Day;
}

export async function readerOf(db: Db, today: Day, req: Request, res: Response): Promise<Reader> {
  const language = languageOf(req.get('accept-language'));
  return { sight: sightOf(res), ...(await whoAsks(db, res)), language, today };
}

/** What a meeting is about, as rights see it. */
export function chargedOfMeeting(department: string | null): Charged {
  return department === null ? wholeHouse : ofDepartment(department);
}

/** Whether a meeting exists for somebody: one of the whole house does for all, each sees their own of it. */
export function seesMeeting({ sight }: Reader, { department }: Pick<MeetingRow, 'department'>): boolean {
  return department === null || sight.isIn(department.code);
}

/** Whether somebody sees all that a meeting is about: then also what belongs to no project, and the figures of all. */
export function seesWhole({ sight }: Reader, department: string | null): boolean {
  return department === null ? sight.seen === undefined : sight.seesDepartment(department);
}

export function mayHold({ person, staff }: Reader, department: string | null): boolean {
  return may(person, 'hold_meeting', chargedOfMeeting(department), staff).may;
}

/** Whether somebody sees an action: that of a project they know, that of a meeting they see whole, and their own. */
export function seesAction(
  reader: Reader,
  action: Pick<ActionRow, 'projectId' | 'who' | 'department'>,
): boolean {
  const { projectId, who, department } = action;
  if (projectId !== null && reader.sight.knows(projectId)) return true;
  return seesWhole(reader, department) || isNamed(reader, who);
}

/** Whether a 责任人 is this person: by the user name, or the name. */
export function isNamed({ person: { kind, username, name } }: Reader, who: string): boolean {
  return kind === 'person' && (who === username || who === name);
}

/** Whose projects are, as their last plan says, by project id. */
export async function chargesOf(
  db: Db,
  cache: PlanCache,
  planSeq: number,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, Charged>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const histories = await cache.histories(db, planSeq, wanted);
  return new Map(
    histories.flatMap(({ projectId, versions }) => {
      const plan = versions.at(-1)?.plan;
      return plan ? [[projectId, chargedOf(plan)] as const] : [];
    }),
  );
}

type Decided = Pick<ActionRow, 'projectId' | 'who' | 'department' | 'state' | 'submittedBy'>;

/** Whose an action is: its project's people's; where it is of none, that of whoever is named. */
export function chargedOfAction(
  { projectId, who, department }: Decided,
  charges: ReadonlyMap<string, Charged>,
): Charged {
  const project = projectId === null ? undefined : charges.get(projectId);
  return project ?? { ...chargedOfMeeting(department), owner: who };
}

/**
 * Whether somebody may make a move, whatever state the action is in. Whoever is named reports what was done, and whoever
 * does so for the project; 财务 where neither has an account. Who submitted neither returns nor closes.
 */
export function mayMove(reader: Reader, action: Decided, charged: Charged, move: ActionMove): Right {
  const { person, staff } = reader;
  if (move === 'submit') {
    if (isNamed(reader, action.who)) return { may: true };
    const named = may(person, 'submit', { ...charged, owner: action.who, people: [] }, staff);
    return named.may ? named : may(person, 'submit', charged, staff);
  }
  const right = may(person, move, charged, staff);
  return right.may ? secondEyes(person, move, action.submittedBy, charged, staff) : right;
}

/** The moves that fit the state of an action. */
export function movesIn({ state }: Pick<ActionRow, 'state'>): ActionMove[] {
  if (state === 'submitted') return ['return', 'close'];
  return state === 'closed' ? [] : ['submit'];
}

/** What somebody may do to an action now. */
export function movesFor(
  reader: Reader,
  action: Decided,
  charges: ReadonlyMap<string, Charged>,
): ActionMove[] {
  const charged = chargedOfAction(action, charges);
  return movesIn(action).filter((move) => mayMove(reader, action, charged, move).may);
}
