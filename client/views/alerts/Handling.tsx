import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { isHandled } from '#shared/alert-kinds.ts';
import type { Move } from '#shared/handling.ts';
import { useMoment } from '../../data/moment.ts';
import { alertMoves } from '../../data/questions.ts';
import { remove } from '../../data/request.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { AlertTags } from '../../ui/AlertTags.tsx';
import { causeText } from '../../ui/event-text.ts';
import { To } from '../../ui/To.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { SilenceDialog } from './SilenceDialog.tsx';

/** Whose an alert is and how it is being handled; the one next step as a button, the others in a menu. */
export function Handling({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const isPast = useMoment().asOf !== undefined;
  const { cause, measure, promisedOn, result, acceptedUntil, acceptedBy } = alert;
  const day = (value: string) => fullDayText(value, language);
  return (
    <>
      <dl className="pairs">
        <dt>{t('alerts.who')}</dt>
        <dd>{[alert.section, alert.owner].filter(Boolean).join(' ')}</dd>
        <dt>{t('alerts.handling')}</dt>
        <dd className="tags">
          {!isHandled(alert.kind) && t('alerts.notHandled')}
          {isHandled(alert.kind) && alert.handling === 'open' && t('handling.open')}{' '}
          <AlertTags alert={alert} />
        </dd>
        {cause && (
          <>
            <dt>{t('handle.cause')}</dt>
            <dd>{causeText(cause, t)}</dd>
          </>
        )}
        {measure && (
          <>
            <dt>{t('handle.measure')}</dt>
            <dd>{measure}</dd>
          </>
        )}
        {promisedOn && (
          <>
            <dt>{t('handle.promise')}</dt>
            <dd>
              {t('handle.promised', { day: day(promisedOn) })}
              {alert.promise && ` · ${t(`handle.${alert.promise}`)}`}
            </dd>
          </>
        )}
        {result && (
          <>
            <dt>{t('handle.result')}</dt>
            <dd>{result}</dd>
          </>
        )}
        {acceptedUntil && (
          <>
            <dt>{t('move.accept')}</dt>
            <dd>{t('handle.accepted', { by: acceptedBy, day: day(acceptedUntil) })}</dd>
          </>
        )}
      </dl>
      {!isPast && <Moves alert={alert} />}
    </>
  );
}

function Moves({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data: may } = useQuery(alertMoves(alert.id));
  const [doing, setDoing] = useState<Move | 'silence'>();
  const unmute = useMutation({
    mutationFn: (id: string) => remove(`silences/${id}`),
    onSuccess: () => cache.invalidateQueries(),
  });
  if (!may) return <div className="moves" />;
  const allowed = may.moves.filter((one) => one.allowed && one.move !== may.next);
  const close = () => setDoing(undefined);
  const open = alert.condition !== 'resolved';
  const { silencedBy } = may;
  return (
    <div className="moves">
      {open && alert.kind === 'DATA_OVERDUE' && (
        <To className="button primary" to={reportingPlace(alert)}>
          {t(alert.subject === 'ledger' ? 'entry.confirmLedger' : 'indicators.report')}
        </To>
      )}
      {may.next && (
        <button type="button" className="button primary" onClick={() => setDoing(may.next ?? undefined)}>
          {t(`move.${may.next}`)}
        </button>
      )}
      {(allowed.length > 0 || (open && may.maySilence)) && (
        <MenuTrigger>
          <Button className="button">
            {t('alerts.more')}
            <span aria-hidden="true">▾</span>
          </Button>
          <Popover className="popover" placement="bottom start">
            <Menu
              className="menu"
              aria-label={t('alerts.more')}
              onAction={(key) =>
                key === 'unmute' ? unmute.mutate(silencedBy ?? '') : setDoing(key as Move | 'silence')
              }
            >
              {allowed.map(({ move }) => (
                <MenuItem key={move} id={move}>
                  {t(`move.${move}`)}
                </MenuItem>
              ))}
              {open && may.maySilence && (
                <MenuItem id={silencedBy ? 'unmute' : 'silence'}>
                  {t(silencedBy ? 'silence.end' : 'move.silence')}
                </MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      <WriteProblem error={unmute.error} />
      {doing === 'acknowledge' && <AcknowledgeDialog alert={alert} moves={may} onClose={close} />}
      {doing === 'silence' && <SilenceDialog alert={alert} onClose={close} />}
      {doing && doing !== 'acknowledge' && doing !== 'silence' && (
        <MoveDialog alert={alert} move={doing} promiseBy={may.promiseBy} onClose={close} />
      )}
    </div>
  );
}

/** Where what is missing is reported. */
function reportingPlace({ subject, period, projectCode }: Alert): string {
  if (subject === 'ledger') return '/entry/ledger';
  return `/entry/measurements?period=${period}&project=${encodeURIComponent(projectCode ?? '')}`;
}
