import type { TFunction } from 'i18next';
import type { Alert } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { AlertTags } from '../../ui/AlertTags.tsx';
import { causeText } from '../../ui/event-text.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { alertMark } from '../../ui/marks.ts';
import { To } from '../../ui/To.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { lateness } from './ledger.ts';

/** The columns of the rectification ledger: who does what about which alert by when. */
export function rectificationColumns(t: TFunction, today: Day): Column<Alert>[] {
  return [
    {
      id: 'project',
      head: t('rectification.project'),
      sort: 'project',
      width: '24%',
      isHead: true,
      cell: (alert) => (
        <>
          <To to={`/alerts/${alert.id}`}>
            <LightMark mark={alertMark(alert)} /> {alert.projectName ?? t('alerts.department')}
          </To>
          <span className="note block">
            {t(`kind.${alert.kind}`)} · {alert.period}
          </span>
        </>
      ),
    },
    {
      id: 'owner',
      head: t('rectification.owner'),
      sort: 'owner',
      width: '110px',
      cell: ({ owner, section }) => (
        <>
          {owner}
          {section && <span className="note block">{section}</span>}
        </>
      ),
    },
    {
      id: 'cause',
      head: t('rectification.cause'),
      width: '110px',
      cell: ({ cause }) => (cause ? causeText(cause, t) : '–'),
    },
    {
      id: 'measure',
      head: t('rectification.measure'),
      className: 'whole',
      cell: ({ measure }) => measure ?? '–',
    },
    {
      id: 'promisedOn',
      head: t('rectification.promisedOn'),
      sort: 'promisedOn',
      width: '150px',
      className: 'nowrap',
      cell: (alert) => (
        <>
          {alert.promisedOn ? fullDayText(alert.promisedOn, spokenLanguage()) : '–'}
          <Late late={lateness(alert, today)} t={t} />
        </>
      ),
    },
    {
      id: 'state',
      head: t('rectification.state'),
      width: '190px',
      className: 'whole',
      unnamed: true,
      cell: (alert) => (
        <span className="tags">
          {alert.handling === 'open' && t('handling.open')}
          <AlertTags alert={alert} />
        </span>
      ),
    },
  ];
}

/** How a promise stands today: late in red, to come in quiet. */
function Late({ late, t }: { late: number | null; t: TFunction }) {
  if (late === null) return null;
  if (late > 0) return <span className="word red block">{t('rectification.late', { count: late })}</span>;
  const text = late === 0 ? t('rectification.today') : t('rectification.left', { count: -late });
  return <span className="note block">{text}</span>;
}
