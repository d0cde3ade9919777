import { useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import type { AlertMoves } from '#shared/api.ts';
import { isDay, yearOf } from '#shared/calendar.ts';
import { system } from '../../data/questions.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { DayField } from '../../ui/DayField.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { CauseAndMeasure, type Why } from './CauseAndMeasure.tsx';
import { useMove } from './useMove.ts';

/** 签收并承诺: whose it is, why, what will be done, and by when; the next node stands there already. */
export function AcknowledgeDialog({
  alert,
  moves,
  onClose,
}: {
  alert: Alert;
  moves: AlertMoves;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { today } = useSuspenseQuery(system()).data;
  const latest = moves.promiseBy ?? today;
  const [owner, setOwner] = useState(moves.owner);
  const [reasons, setReasons] = useState<Why>({ cause: alert.cause ?? '', measure: alert.measure ?? '' });
  const { cause, measure } = reasons;
  const [promisedOn, setPromisedOn] = useState(latest);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const move = useMove(alert.id, 'acknowledge', onClose);
  const box = useRef<HTMLFormElement>(null);
  useFirstError(box, errors);
  const language = spokenLanguage();

  const send = () => {
    const wrong = new Map<string, string>();
    const day = asDay(promisedOn, yearOf(today));
    if (!owner.trim()) wrong.set('owner', t('handle.required'));
    if (!cause) wrong.set('cause', t('handle.required'));
    if (!measure.trim()) wrong.set('measure', t('handle.required'));
    if (!isDay(day)) wrong.set('promisedOn', t('handle.badDay'));
    else if (day > latest)
      wrong.set('promisedOn', t('handle.tooLate', { day: fullDayText(latest, language) }));
    else if (day < today)
      wrong.set('promisedOn', t('handle.tooEarly', { day: fullDayText(today, language) }));
    setErrors(wrong);
    if (wrong.size === 0)
      move.mutate({ owner: owner.trim(), cause, measure: measure.trim(), promisedOn: day });
  };
  return (
    <Sheet title={t('move.acknowledge')} onClose={onClose}>
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
          label={t('handle.owner')}
          value={owner}
          onChange={setOwner}
          error={errors.get('owner')}
          maxLength={50}
        />
        <CauseAndMeasure why={reasons} offered={moves.measures} errors={errors} onChange={setReasons} />
        <DayField
          label={t('handle.promisedOn')}
          year={yearOf(today)}
          value={promisedOn}
          onChange={setPromisedOn}
          hint={t('handle.promiseBy', { day: fullDayText(latest, language) })}
          error={errors.get('promisedOn')}
        />
        <WriteProblem error={move.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={move.isPending}>
            {t('handle.acknowledged')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
