import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isHandled } from '#shared/alert-kinds.ts';
import { useMoment } from '../data/moment.ts';
import { alerts, meetingActions, system } from '../data/questions.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { AlertTags } from '../ui/AlertTags.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { causeText } from '../ui/event-text.ts';
import { LightMark } from '../ui/LightMark.tsx';
import { alertMark } from '../ui/marks.ts';
import { To } from '../ui/To.tsx';
import { ActionTable } from './meetings/ActionTable.tsx';
import { openStates } from './meetings/actions.ts';
import { type LedgerRow, ledgerRows } from './rectification/ledger.ts';
import '../text/with-meetings.ts';
import './rectification/rectification.css';
import './meetings/actions.css';

const inHand = 'acknowledged,rectifying,submitted,returned,accepted';

/** The rectification ledger (整改台账): who does what about which alert by when; what is late comes first. */
export default function RectificationView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const { today } = useSuspenseQuery(system()).data;
  const { data: handled } = useSuspenseQuery(
    alerts({ condition: 'firing,resolved', handling: inHand, limit: 500, ...moment }),
  );
  const { data: open } = useSuspenseQuery(
    alerts({ condition: 'firing', handling: 'open', limit: 500, ...moment }),
  );
  const { data: decided } = useSuspenseQuery(meetingActions(openStates));
  const rows = ledgerRows([...handled.items, ...open.items], moment.asOf ?? today);
  const late = rows.filter((row) => (row.late ?? 0) > 0).length;
  const inLedger = new Set(rows.map(({ alert }) => alert.id));
  const waiting = open.items.filter(({ id, kind }) => isHandled(kind) && !inLedger.has(id)).length;
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('rectification.title')} <small>{t('rectification.count', { count: rows.length })}</small>
        </h1>
        {late > 0 && <strong className="word red">{t('rectification.overdue', { count: late })}</strong>}
        <span className="grow" />
        {waiting > 0 && (
          <To className="link" to="/alerts?handling=open">
            {t('rectification.waiting', { count: waiting })}
          </To>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyState
          action={
            <To className="button" to="/alerts">
              {t('rectification.toAlerts')}
            </To>
          }
        >
          {t('rectification.empty')}
        </EmptyState>
      ) : (
        <div className="scroll">
          <table className="table stacks rectification" aria-label={t('rectification.list')}>
            <thead>
              <tr>
                <th scope="col">{t('rectification.project')}</th>
                <th scope="col">{t('rectification.owner')}</th>
                <th scope="col">{t('rectification.cause')}</th>
                <th scope="col">{t('rectification.measure')}</th>
                <th scope="col">{t('rectification.promisedOn')}</th>
                <th scope="col">{t('rectification.state')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.alert.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {decided.items.length > 0 && (
        <section aria-labelledby="decided">
          <h2 id="decided">
            {t('actions.fromMeetings')} <small>{t('actions.count', { count: decided.items.length })}</small>
          </h2>
          <ActionTable actions={decided.items} />
        </section>
      )}
    </div>
  );
}

function Row({ row: { alert, late } }: { row: LedgerRow }) {
  const { t } = useTranslation();
  const { cause, measure, promisedOn } = alert;
  return (
    <tr className="row-link">
      <th scope="row">
        <To to={`/alerts/${alert.id}`}>
          <LightMark mark={alertMark(alert)} /> {alert.projectName ?? t('alerts.department')}
        </To>
        <span className="note block">
          {t(`kind.${alert.kind}`)} · {alert.period}
        </span>
      </th>
      <td className="nowrap" data-label={t('rectification.owner')}>
        {alert.owner}
        {alert.section && <span className="note block">{alert.section}</span>}
      </td>
      <td className="nowrap" data-label={t('rectification.cause')}>
        {cause ? causeText(cause, t) : '–'}
      </td>
      <td className="whole measure" data-label={t('rectification.measure')}>
        {measure ?? '–'}
      </td>
      <td className="nowrap" data-label={t('rectification.promisedOn')}>
        {promisedOn ? fullDayText(promisedOn, spokenLanguage()) : '–'}
        <Late late={late} />
      </td>
      <td className="whole">
        <span className="tags">
          {alert.handling === 'open' && t('handling.open')}
          <AlertTags alert={alert} />
        </span>
      </td>
    </tr>
  );
}

/** How a promise stands today: late in red, to come in quiet. */
function Late({ late }: { late: number | null }) {
  const { t } = useTranslation();
  if (late === null) return null;
  if (late > 0) return <span className="word red block">{t('rectification.late', { count: late })}</span>;
  const text = late === 0 ? t('rectification.today') : t('rectification.left', { count: -late });
  return <span className="note block">{text}</span>;
}
