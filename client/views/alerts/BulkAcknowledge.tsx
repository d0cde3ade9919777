import { useQueries, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { isDay, yearOf } from '#shared/calendar.ts';
import { alertMoves, system } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { DayField } from '../../ui/DayField.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { doEach, type Outcome } from './bulk.ts';
import { CauseAndMeasure, type Why } from './CauseAndMeasure.tsx';
import { AlertReasons, Outcomes } from './Outcomes.tsx';

/**
 * Acknowledges several alerts with one cause and measure, each for its own owner and by its own next measuring day. Each
 * is answered by itself: what was refused stays chosen, with the reason.
 */
export function BulkAcknowledge({
  alerts,
  onClose,
  onKeep,
}: {
  alerts: readonly Alert[];
  onClose: () => void;
  /** The ids of those that are still to be handled. */
  onKeep: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const cache = useQueryClient();
  const { today } = useSuspenseQuery(system()).data;
  // What was chosen when the dialog opened; the list behind it goes on.
  const [chosen] = useState(alerts);
  const moves = useQueries({ queries: chosen.map(({ id }) => alertMoves(id)) });
  const [reasons, setReasons] = useState<Why>({ cause: '', measure: '' });
  const { cause, measure } = reasons;
  const [oneDay, setOneDay] = useState('');
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [done, setDone] = useState<number>();
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const keys = useRef(new Map(chosen.map(({ id }) => [id, crypto.randomUUID()])));
  const box = useRef<HTMLFormElement>(null);
  useFirstError(box, errors);

  const known = chosen.map((alert, at) => ({ ...alert, may: moves[at]?.data, error: moves[at]?.error }));
  const isReady = known.every(({ may, error }) => may || error);
  const whyNot = ({ may, error }: (typeof known)[number]) =>
    error ? error.message : may?.moves.find(({ move, allowed }) => move === 'acknowledge' && !allowed)?.why;
  const able = known.filter((one) => one.may && whyNot(one) === undefined);
  const unable = isReady
    ? known.filter((one) => !able.includes(one)).map((one) => ({ id: one.id, why: whyNot(one) }))
    : [];
  const refused = outcomes?.filter(({ why }) => why !== undefined).map(({ id }) => id);
  const wanted = refused ? able.filter(({ id }) => refused.includes(id)) : able;
  const measures = [...new Set(able.flatMap(({ may }) => may?.measures ?? []))].slice(0, 3);

  const send = async () => {
    const wrong = new Map<string, string>();
    const day = oneDay.trim() ? asDay(oneDay, yearOf(today)) : undefined;
    if (!cause) wrong.set('cause', t('handle.required'));
    if (!measure.trim()) wrong.set('measure', t('handle.required'));
    if (day !== undefined && !isDay(day)) wrong.set('promisedOn', t('handle.badDay'));
    setErrors(wrong);
    if (wrong.size > 0 || done !== undefined) return;
    setDone(0);
    const said = { cause, measure: measure.trim() };
    const came = await doEach(
      wanted,
      async ({ id, may }) => {
        const body = { ...said, owner: may?.owner, promisedOn: day ?? may?.promiseBy ?? today };
        const key = keys.current.get(id) ?? '';
        try {
          await write('Alert', 'POST', `alerts/${id}/acknowledge`, body, { 'idempotency-key': key });
        } catch (error) {
          // Put right it is another request.
          keys.current.set(id, crypto.randomUUID());
          throw error;
        }
      },
      setDone,
    );
    const left = came.filter(({ why }) => why !== undefined).map(({ id }) => id);
    setOutcomes(came);
    setDone(undefined);
    onKeep([...left, ...unable.map(({ id }) => id)]);
    await cache.invalidateQueries();
  };
  const isOver = outcomes !== undefined && wanted.length === 0;
  return (
    <Sheet title={t('bulk.acknowledge')} onClose={onClose}>
      <form
        ref={box}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {!isReady && <p role="status">{t('bulk.checking')}</p>}
        {isReady && able.length === 0 && <p>{t('bulk.nothing')}</p>}
        {able.length > 0 && !outcomes && <p className="note">{t('bulk.lead', { count: able.length })}</p>}
        {outcomes && <Outcomes alerts={chosen} outcomes={outcomes} />}
        {unable.length > 0 && (
          <details open={unable.length <= 3}>
            <summary>{t('bulk.cannot', { count: unable.length })}</summary>
            <AlertReasons alerts={chosen} reasons={unable} />
          </details>
        )}
        {wanted.length > 0 && (
          <>
            <ul className="plain-list bulk-list" aria-label={t('bulk.acknowledge')}>
              {wanted.map(({ id, projectName, kind, may }) => (
                <li key={id}>
                  {projectName ?? t('alerts.department')} · {t(`kind.${kind}`)}
                  <span className="note block">
                    {may?.owner} · {t('bulk.by')} {fullDayText(may?.promiseBy ?? today, language)}
                  </span>
                </li>
              ))}
            </ul>
            <CauseAndMeasure why={reasons} offered={measures} errors={errors} onChange={setReasons} />
            <DayField
              label={t('bulk.promise')}
              year={yearOf(today)}
              value={oneDay}
              onChange={setOneDay}
              hint={t('bulk.promiseHint')}
              error={errors.get('promisedOn')}
            />
          </>
        )}
        {done !== undefined && (
          <p role="status">
            {t('bulk.doing', { done, total: wanted.length })}{' '}
            <progress aria-label={t('bulk.acknowledge')} max={wanted.length} value={done} />
          </p>
        )}
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t(isOver || able.length === 0 ? 'close' : 'cancel')}
          </button>
          {wanted.length > 0 && (
            <button type="submit" className="button primary" disabled={!isReady || done !== undefined}>
              {outcomes ? t('bulk.again') : t('bulk.send', { count: wanted.length })}
            </button>
          )}
        </div>
      </form>
    </Sheet>
  );
}
