import type { ImportMapping, ImportOutcome, ImportProblem } from '#shared/imports.ts';

/** What is sent beside the file. */
export interface Sent {
  mapping?: ImportMapping | undefined;
  period?: string | undefined;
  measuredOn?: string | undefined;
}

/** The columns of a file whose headers do not say what is needed. */
export type UnknownColumns = Required<Pick<ImportProblem, 'columns' | 'missing' | 'headerRow'>>;

/** Where an import stands. Nothing is stored before `storing`, and all of it or nothing at its end. */
export type Step =
  | { at: 'choose'; problem?: Error | undefined; cancelled?: boolean }
  | { at: 'checking'; id: string; file: File; sent: Sent; before?: ImportOutcome | undefined }
  | { at: 'columns'; file: File; sent: Sent; asked: UnknownColumns; problem?: Error | undefined }
  | {
      at: 'checked';
      file: File;
      sent: Sent;
      outcome: ImportOutcome;
      problem?: Error | undefined;
      cancelled?: boolean;
    }
  | { at: 'storing'; id: string; file: File; sent: Sent; outcome: ImportOutcome }
  | { at: 'stored'; file: File; outcome: ImportOutcome };

export type Event =
  | { do: 'check'; id: string; file: File; sent: Sent }
  | { do: 'store'; id: string }
  | { do: 'answered'; id: string; outcome: ImportOutcome }
  | { do: 'refused'; id: string; error: Error; refusal: ImportProblem | undefined }
  | { do: 'cancelled'; id: string }
  | { do: 'again' };

/** The first step: nothing chosen. */
export const start: Step = { at: 'choose' };

/**
 * The step after something happened. An answer to a request that is not waited for any more, since it was cancelled
 * or another file was chosen meanwhile, changes nothing.
 */
export function next(step: Step, event: Event): Step {
  if (event.do === 'again') return start;
  if (event.do === 'check') {
    const { id, file, sent } = event;
    const before = step.at === 'checked' && step.file === file ? step.outcome : undefined;
    return { at: 'checking', id, file, sent, before };
  }
  if (event.do === 'store') {
    if (step.at !== 'checked') return step;
    const { file, sent, outcome } = step;
    return { at: 'storing', id: event.id, file, sent, outcome };
  }
  if ((step.at !== 'checking' && step.at !== 'storing') || step.id !== event.id) return step;
  const { file, sent } = step;
  if (event.do === 'cancelled') {
    const outcome = step.at === 'storing' ? step.outcome : step.before;
    return outcome
      ? { at: 'checked', file, sent, outcome, cancelled: true }
      : { at: 'choose', cancelled: true };
  }
  if (event.do === 'answered') {
    const { outcome } = event;
    if (outcome.state === 'cancelled') return next(step, { do: 'cancelled', id: event.id });
    return step.at === 'checking' ? { at: 'checked', file, sent, outcome } : { at: 'stored', file, outcome };
  }
  const { error, refusal } = event;
  if (refusal?.code === 'columns_unknown' && refusal.columns) {
    const { columns, missing = [], headerRow = 1 } = refusal;
    return { at: 'columns', file, sent, asked: { columns, missing, headerRow } };
  }
  if (refusal?.outcome) return { at: 'checked', file, sent, outcome: refusal.outcome, problem: error };
  if (step.at === 'storing') return { at: 'checked', file, sent, outcome: step.outcome, problem: error };
  if (step.before) return { at: 'checked', file, sent, outcome: step.before, problem: error };
  return { at: 'choose', problem: error };
}

/** What the file as it stands allows: everything, all but the bad rows, or nothing, since all of it is known or bad. */
export function allowed({
  accepted,
  known,
  rejectedRows,
}: Pick<ImportOutcome, 'accepted' | 'known' | 'rejectedRows'>): 'all' | 'good' | 'known' | 'nothing' {
  if (accepted > 0) return rejectedRows === 0 ? 'all' : 'good';
  return known > 0 && rejectedRows === 0 ? 'known' : 'nothing';
}
