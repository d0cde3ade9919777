import type { AlertKind, Condition, Handling, ResolvedBecause, Severity } from './alert.ts';
import { isHandled } from './alert-kinds.ts';
import type { Day } from './calendar.ts';
import { type Said, said } from './language.ts';

/** Why something is off, by the columns of the official monitoring form (偏差原因分析). */
export const causes = ['经费保障', '制度保障', '人员保障', '硬件条件保障', '其他'] as const;
export type Cause = (typeof causes)[number];

/** What a person may do to an alert. */
export const moves = ['acknowledge', 'rectify', 'submit', 'return', 'close', 'accept'] as const;
export type Move = (typeof moves)[number];

/** How an alert is being handled: what was said and promised, by whom, and how far it was escalated. */
export interface Handled {
  state: Handling;
  /** Whose it is since it was acknowledged; null while the project's own owner has it. */
  owner: string | null;
  cause: Cause | null;
  measure: string | null;
  promisedOn: Day | null;
  /** What became of the last promise. */
  promise: 'kept' | 'missed' | null;
  acknowledgedOn: Day | null;
  acknowledgedBy: string | null;
  /** How grave it was, and how large the gap (a fraction as `n/d`), when it was acknowledged. */
  acknowledgedSeverity: Severity | null;
  acknowledgedGap: string | null;
  result: string | null;
  submittedBy: string | null;
  /** The last day of the acceptance. */
  acceptedUntil: Day | null;
  acceptedBy: string | null;
  /** The highest 督办 level that this episode has reached. */
  level: 0 | 1 | 2 | 3;
  /** The day from which the wait for an acknowledgement is counted; null while nobody is waited for. */
  waitingSince: Day | null;
  /** Since when it comes and goes so often that the data should be looked at. */
  flappingSince: Day | null;
}

/** An alert that nobody has touched yet. */
export const untouched: Handled = {
  state: 'open',
  owner: null,
  cause: null,
  measure: null,
  promisedOn: null,
  promise: null,
  acknowledgedOn: null,
  acknowledgedBy: null,
  acknowledgedSeverity: null,
  acknowledgedGap: null,
  result: null,
  submittedBy: null,
  acceptedUntil: null,
  acceptedBy: null,
  level: 0,
  waitingSince: null,
  flappingSince: null,
};

/** How alerts of a kind are handled: by a person's promise, by reporting what is missing, or not at all. */
export function handledBy(kind: AlertKind): 'promise' | 'reporting' | 'nobody' {
  if (isHandled(kind)) return 'promise';
  return kind === 'DATA_OVERDUE' ? 'reporting' : 'nobody';
}

/** All that decides which moves an alert allows. */
export interface Movable {
  kind: AlertKind;
  condition: Condition;
  handling: Handling;
  resolvedBecause?: ResolvedBecause | null | undefined;
}

/** Why a move is not allowed now, in words. */
export const refusals = {
  remark: said('这类提示只供阅读，不需要处理。', 'This kind is a remark: there is nothing to handle.'),
  by_reporting: said(
    '这条预警以补报数据处理，报齐即解除。',
    'This alert is handled by reporting what is missing.',
  ),
  pending: said('还在入账滞后期内，尚未成为预警。', 'It is within the posting lag and no alert yet.'),
  resolved: said('这条预警已经解除，无需再签收。', 'This alert is resolved already.'),
  carried_on: said(
    '本期已结束，问题由下一期的预警继续，请在那里处理。',
    'Its period is over; the alert of the next one carries it on.',
  ),
  closed: said('这条预警已经销号。', 'This alert is closed already.'),
  acknowledged: said('已经签收，承诺仍然有效。', 'It is acknowledged already, and the promise still stands.'),
  not_acknowledged: said('还没有签收并承诺。', 'Nobody has acknowledged it yet.'),
  rectifying: said('已经在整改中。', 'Rectification is under way already.'),
  submitted: said('整改结果已报，等待审核。', 'The result has been submitted and waits for review.'),
  not_submitted: said('还没有报整改结果。', 'No result has been submitted yet.'),
  still_firing: said(
    '问题尚未消除，不能销号；可退回重新整改。',
    'It still fires and cannot be closed; it can be returned.',
  ),
  accepted: said('已被认可，到期前不需处理。', 'It is accepted until a day; nothing is to be done before.'),
  year_closed: said('该年度已结账。', 'The year is closed.'),
} as const satisfies Record<string, Said>;
export type Refusal = keyof typeof refusals;

/**
 * The state machine of handling: why a move is not allowed now, or undefined where it is. An alert that is
 * resolved may still be reported on, returned and closed; nothing is closed (销号) while it fires.
 */
export function refusalOf({ kind, condition, handling, resolvedBecause }: Movable, move: Move) {
  return fixedRefusal(kind, condition, handling, resolvedBecause) ?? byState(move, condition, handling);
}

/** What refuses every move, whichever it is. */
function fixedRefusal(
  kind: AlertKind,
  condition: Condition,
  handling: Handling,
  because: ResolvedBecause | null | undefined,
): Refusal | undefined {
  const by = handledBy(kind);
  if (by !== 'promise') return by === 'nobody' ? 'remark' : 'by_reporting';
  if (condition === 'pending') return 'pending';
  if (handling === 'closed') return 'closed';
  if (because === 'period_closed' || because === 'accepted') return 'carried_on';
  return undefined;
}

function byState(move: Move, condition: Condition, handling: Handling): Refusal | undefined {
  const over = condition === 'resolved';
  const inHand = handling === 'acknowledged' || handling === 'rectifying' || handling === 'returned';
  switch (move) {
    case 'acknowledge':
      if (over) return 'resolved';
      if (handling === 'accepted' || handling === 'submitted') return handling;
      return handling === 'acknowledged' || handling === 'rectifying' ? 'acknowledged' : undefined;
    case 'rectify':
      if (over) return 'resolved';
      if (handling === 'accepted' || handling === 'submitted' || handling === 'rectifying') return handling;
      return inHand ? undefined : 'not_acknowledged';
    case 'submit':
      if (handling === 'accepted' || handling === 'submitted') return handling;
      return inHand ? undefined : 'not_acknowledged';
    case 'return':
      return handling === 'submitted' ? undefined : 'not_submitted';
    case 'close':
      if (!over) return 'still_firing';
      return handling === 'submitted' ? undefined : 'not_submitted';
    case 'accept':
      if (over) return 'resolved';
      return handling === 'accepted' ? 'accepted' : undefined;
  }
}

/** The one next step of an alert, which its page offers as the button; undefined where nothing is to be done. */
export function nextMove(alert: Movable): Move | undefined {
  const order: Move[] = ['close', 'acknowledge', 'submit', 'return'];
  return order.find((move) => refusalOf(alert, move) === undefined);
}
