import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { isDay, yearOf } from '#shared/calendar.ts';
import { system } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { DayField } from '../../ui/DayField.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { doEach, type Outcome } from './bulk.ts';
import { Outcomes } from './Outcomes.tsx';
import { matchersOf } from './silence-scope.ts';

/** Silences several alerts, each by itself, for one reason; what was refused stays chosen, with why. */
export function BulkSilence({
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
  const cache = useQueryClient();
  const { today, nodes } = useSuspenseQuery(system()).data;
  const [chosen] = useState(alerts);
  const [left, setLeft] = useState(alerts);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState(nodes.find((day) => day > today) ?? today);
  const [done, setDone] = useState<number>();
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const keys = useRef(new Map(chosen.map(({ id }) => [id, crypto.randomUUID()])));
  const ends = asDay(typed, yearOf(today));
  const send = async () => {
    if (!reason.trim() || !isDay(ends) || done !== undefined) return;
    setDone(0);
    const came = await doEach(
      left,
      async (alert) => {
        const body = { matchers: matchersOf(alert, 'thisAlert'), ends, reason: reason.trim() };
        const key = keys.current.get(alert.id) ?? '';
        try {
          await write('Silence', 'POST', 'silences', body, { 'idempotency-key': key });
        } catch (error) {
          keys.current.set(alert.id, crypto.randomUUID());
          throw error;
        }
      },
      setDone,
    );
    const refused = new Set(came.filter(({ why }) => why !== undefined).map(({ id }) => id));
    setOutcomes(came);
    setDone(undefined);
    setLeft(left.filter(({ id }) => refused.has(id)));
    onKeep([...refused]);
    await cache.invalidateQueries();
  };
  return (
    <Sheet title={t('bulk.silence')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {outcomes ? (
          <Outcomes alerts={chosen} outcomes={outcomes} />
        ) : (
          <p className="note">{t('bulk.silenceLead', { count: left.length })}</p>
        )}
        {left.length > 0 && (
          <>
            <Field
              label={t('silence.reason')}
              value={reason}
              onChange={setReason}
              autoFocus
              maxLength={500}
            />
            <DayField
              label={t('silence.ends')}
              value={typed}
              onChange={setTyped}
              year={yearOf(today)}
              error={isDay(ends) ? undefined : t('handle.badDay')}
            />
          </>
        )}
        {done !== undefined && <p role="status">{t('bulk.doing', { done, total: left.length })}</p>}
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t(left.length === 0 ? 'close' : 'cancel')}
          </button>
          {left.length > 0 && (
            <button
              type="submit"
              className="button primary"
              disabled={!reason.trim() || !isDay(ends) || done !== undefined}
            >
              {outcomes ? t('bulk.again') : t('bulk.sendSilence', { count: left.length })}
            </button>
          )}
        </div>
      </form>
    </Sheet>
  );
}
