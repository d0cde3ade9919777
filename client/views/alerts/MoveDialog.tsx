import { useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { addDays, isDay, yearOf } from '#shared/calendar.ts';
import { system } from '../../data/questions.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { DayField } from '../../ui/DayField.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { useMove } from './useMove.ts';

/** The moves that take a few words, and for an acceptance a day. */
export type WordyMove = 'rectify' | 'submit' | 'return' | 'close' | 'accept';

const fields = {
  rectify: ['note', 'rectifyNote'],
  submit: ['result', 'result'],
  return: ['reason', 'returnReason'],
  close: ['note', 'closeNote'],
  accept: ['reason', 'acceptReason'],
} as const;

/** One move of an alert: what is to be said about it, and the button that makes it. */
export function MoveDialog({
  alert,
  move,
  promiseBy,
  onClose,
}: {
  alert: Alert;
  move: WordyMove;
  promiseBy: string | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { today } = useSuspenseQuery(system()).data;
  const [words, setWords] = useState('');
  const first = addDays(today, 1);
  const [until, setUntil] = useState(promiseBy && promiseBy >= first ? promiseBy : first);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const sent = useMove(alert.id, move, onClose);
  const box = useRef<HTMLFormElement>(null);
  useFirstError(box, errors);
  const [field, label] = fields[move];

  const send = () => {
    const wrong = new Map<string, string>();
    const day = asDay(until, yearOf(today));
    if (move !== 'rectify' && !words.trim()) wrong.set('words', t('handle.required'));
    if (move === 'accept' && !isDay(day)) wrong.set('until', t('handle.badDay'));
    else if (move === 'accept' && day < first)
      wrong.set('until', t('handle.tooEarly', { day: fullDayText(first, language) }));
    setErrors(wrong);
    if (wrong.size > 0) return;
    const said = words.trim() ? { [field]: words.trim() } : {};
    sent.mutate(move === 'accept' ? { ...said, until: day } : said);
  };
  return (
    <Sheet title={t(`move.${move}`)} onClose={onClose}>
      <form
        ref={box}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field
          label={t(`handle.${label}`)}
          value={words}
          onChange={setWords}
          error={errors.get('words')}
          rows={3}
          maxLength={1000}
          autoFocus
        />
        {move === 'accept' && (
          <DayField
            label={t('handle.acceptUntil')}
            year={yearOf(today)}
            value={until}
            onChange={setUntil}
            hint={t('handle.acceptHint')}
            error={errors.get('until')}
          />
        )}
        <WriteProblem error={sent.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={sent.isPending}>
            {t(`move.${move}`)}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
