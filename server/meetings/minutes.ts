import type { Database } from '#db/open.ts';
import { type ActionEventRow, actionEvents } from '#db/queries/meeting-actions.ts';
import type { MeetingRow } from '#db/queries/meetings.ts';
import { meetingTitle } from '#shared/agenda.ts';
import { longDay, nodeName } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import {
  type ActionState,
  type AgendaItem,
  type Decision,
  decisions,
  type Meeting,
  type MeetingMinutes,
} from '#shared/meeting.ts';
import type { ReportMade } from '#shared/reports.ts';
import { actionStateNames, decisionNames } from '../reports/words.ts';
import { earlierActions } from './earlier-actions.ts';
import { type Reader, seesAction } from './reader.ts';

/** 会议纪要 of a meeting as its reader sees it; of a closed one as everything stood when it was closed. */
export async function minutesOf(
  db: Database,
  row: MeetingRow,
  meeting: Meeting,
  reader: Reader,
  made: ReportMade,
): Promise<MeetingMinutes> {
  const { language } = reader;
  const taken = meeting.items.filter(({ included }) => included);
  return {
    made,
    title: language === 'zh' ? `${meeting.title}纪要` : `Minutes: ${meeting.title}`,
    heldOn: meeting.heldOn,
    place: meeting.place,
    chair: meeting.chair,
    recorder: meeting.recorder,
    attendees: meeting.attendees,
    draft: meeting.state === 'open',
    overall: overallOf(meeting, taken, language),
    items: taken.map((item) => ({
      id: item.id,
      kind: item.kind,
      title: item.title,
      project: item.project?.project.name ?? item.action?.projectName ?? null,
      statement: statementOf(item, language),
      decision: decisionText(item, language),
      actions: item.actions.map(({ what, who, by }) => ({ what, who, by })),
    })),
    previous: await previousOf(db, row, reader),
  };
}

/** What was decided of an item in words; null where nothing was. */
export function decisionText({ decision }: Pick<AgendaItem, 'decision'>, language: Language): string | null {
  if (!decision) return null;
  const name = decisionNames[decision.decision][language];
  if (!decision.text) return name;
  if (decision.decision === 'other') return decision.text;
  return `${name}${language === 'zh' ? '：' : ': '}${decision.text}`;
}

/** What the owner said before the meeting; else what was promised when its gravest alert was acknowledged. */
export function statementOf({ statement, project }: AgendaItem, language: Language): string | null {
  const alert = project?.alerts.find(({ measure }) => measure !== undefined);
  const said = statement
    ? { who: statement.by, why: [statement.cause, statement.explanation], ...statement }
    : alert && { who: alert.owner, why: [alert.cause], measure: alert.measure, promisedOn: alert.promisedOn };
  if (!said) return null;
  const why = said.why.filter(Boolean).join(language === 'zh' ? '，' : ', ');
  const zh = [
    why && `原因：${why}`,
    said.measure && `措施：${said.measure}`,
    said.promisedOn && `承诺${longDay(said.promisedOn)}前完成`,
  ];
  const en = [
    why && `cause: ${why}`,
    said.measure && `measure: ${said.measure}`,
    said.promisedOn && `promised for ${said.promisedOn}`,
  ];
  return language === 'zh'
    ? `${zh.filter(Boolean).join('；')}（${said.who}）`
    : `${en.filter(Boolean).join('; ')} (${said.who})`;
}

function overallOf(meeting: Meeting, taken: readonly AgendaItem[], language: Language): string[] {
  const { asOf, today, overview } = meeting;
  const count = (decision: Decision) => taken.filter((one) => one.decision?.decision === decision).length;
  const decided = decisions
    .filter((one) => count(one) > 0)
    .map((one) =>
      language === 'zh'
        ? `${decisionNames[one].zh}${count(one)}项`
        : `${decisionNames[one].en}: ${count(one)}`,
    );
  const actions = taken.reduce((sum, one) => sum + one.actions.length, 0);
  const zh = [
    `会议审议了${taken.length}项议题。数据截至${longDay(asOf)}（${nodeName(asOf)}），按${longDay(today)}判定。`,
    `会议作出处置：${decided.length > 0 ? decided.join('，') : '无'}；议定事项${actions}件。`,
  ];
  const en = [
    `Items taken: ${taken.length}. Figures as of ${asOf}, judged on ${today}.`,
    `Decided: ${decided.length > 0 ? decided.join(', ') : 'nothing'}; actions: ${actions}.`,
  ];
  const [opening = '', closing = ''] = language === 'zh' ? zh : en;
  return [opening, ...(overview ? [overview.sentences.money, overview.sentences.results] : []), closing];
}

/** What became of what the meeting before decided, and of what was still owed from others. */
async function previousOf(
  db: Database,
  row: MeetingRow,
  reader: Reader,
): Promise<MeetingMinutes['previous']> {
  const { language } = reader;
  const projects = await db.read
    .selectFrom('meeting_project')
    .select('project_id')
    .where('meeting_id', '=', row.id)
    .execute();
  const ids = new Set(projects.map(({ project_id }) => project_id));
  const earlier = await earlierActions(db.read, row.openedAt, row.department?.code, ids);
  const seen = earlier.filter((one) => seesAction(reader, one));
  const events = await actionEvents(
    db.read,
    seen.map(({ id }) => id),
    row.closedAt ?? undefined,
  );
  return seen
    .filter((one) => {
      const closed = events.get(one.id)?.find(({ what }) => what === 'closed');
      return one.meetingId === row.previousId || !closed || closed.at > row.knownAt;
    })
    .map((one) => {
      const { state, result } = stoodAt(events.get(one.id) ?? []);
      return {
        what: one.what,
        who: one.who,
        by: one.by,
        meeting: meetingTitle({ ...one, title: one.meetingTitle }, language),
        project: one.projectName,
        state: actionStateNames[state][language],
        result,
      };
    });
}

/** How an action stood at the end of its story. */
export function stoodAt(events: readonly ActionEventRow[]): { state: ActionState; result: string | null } {
  const moved = events.findLast(
    ({ what }) => what === 'submitted' || what === 'returned' || what === 'closed',
  );
  const result = events.findLast(({ what }) => what === 'submitted')?.note ?? null;
  const state = moved?.what;
  return {
    state: state === 'submitted' || state === 'returned' || state === 'closed' ? state : 'open',
    result,
  };
}
