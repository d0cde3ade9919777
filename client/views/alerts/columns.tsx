import type { TFunction } from 'i18next';
import type { Alert } from '#shared/alert.ts';
import { dayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { AlertTags } from '../../ui/AlertTags.tsx';
import { alertText } from '../../ui/alert-text.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { alertMark } from '../../ui/marks.ts';
import { To } from '../../ui/To.tsx';
import type { Column } from '../../ui/table/columns.ts';

/** The columns of the inbox: what, of which project, the sentence, whose it is, how it is handled. */
export function alertColumns(t: TFunction): Column<Alert>[] {
  const language = spokenLanguage();
  return [
    {
      id: 'alert',
      head: t('inbox.alert'),
      sort: 'gravity',
      width: '190px',
      isHead: true,
      cell: (alert) => {
        const mark = alertMark(alert);
        const { condition, severity, resolvedOn, since } = alert;
        const word = condition === 'firing' ? t(`severity.${severity}`) : t(`condition.${condition}`);
        const day = dayText(resolvedOn ?? since, language);
        return (
          <>
            <To to={`/alerts/${alert.id}`}>
              <LightMark mark={mark} /> <span className={`word ${mark}`}>{word}</span>{' '}
              {t(`kind.${alert.kind}`)}
            </To>
            <span className="note block">
              {t(condition === 'resolved' ? 'alerts.resolvedOn' : 'alerts.since', { day })}
            </span>
          </>
        );
      },
    },
    {
      id: 'project',
      head: t('alerts.project'),
      sort: 'project',
      width: '19%',
      className: 'whole',
      unnamed: true,
      cell: ({ projectName }) => projectName ?? t('alerts.department'),
    },
    {
      id: 'text',
      head: t('inbox.text'),
      className: 'whole',
      unnamed: true,
      cell: (alert) => alertText(alert, t),
    },
    {
      id: 'owner',
      head: t('alerts.who'),
      sort: 'owner',
      width: '120px',
      cell: ({ owner, section }) => (
        <>
          {owner}
          {section && <span className="note block">{section}</span>}
        </>
      ),
    },
    {
      id: 'promisedOn',
      head: t('rectification.promisedOn'),
      sort: 'promisedOn',
      width: '96px',
      className: 'nowrap',
      cell: ({ promisedOn }) =>
        promisedOn ? dayText(promisedOn, language) : <span className="muted">–</span>,
    },
    {
      id: 'handling',
      head: t('alerts.handling'),
      width: '170px',
      unnamed: true,
      className: 'whole',
      cell: (alert) => <AlertTags alert={alert} />,
    },
  ];
}
