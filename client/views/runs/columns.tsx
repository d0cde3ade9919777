import type { TFunction } from 'i18next';
import type { EvaluationRun } from '#shared/api.ts';
import { fullDayText, instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import type { Column } from '../../ui/table/columns.ts';

/** The columns of the table of evaluations. */
export function runColumns(t: TFunction): Column<EvaluationRun>[] {
  const count = (id: 'opened' | 'changed' | 'resolved' | 'ms'): Column<EvaluationRun> => ({
    id,
    head: t(`runs.${id}`),
    sort: id,
    width: '110px',
    className: 'number',
    cell: (run) => run[id].toLocaleString('en'),
  });
  return [
    {
      id: 'at',
      head: t('runs.at'),
      width: '170px',
      isHead: true,
      className: 'nowrap',
      cell: ({ startedAt }) => instantText(startedAt, spokenLanguage()),
    },
    {
      id: 'forDay',
      head: t('runs.day'),
      sort: 'forDay',
      width: '150px',
      className: 'nowrap',
      cell: ({ forDay }) => fullDayText(forDay, spokenLanguage()),
    },
    {
      id: 'trigger',
      head: t('runs.trigger'),
      width: '130px',
      cell: ({ trigger }) => t(`runs.triggers.${trigger}`),
    },
    {
      id: 'result',
      head: t('runs.result'),
      unnamed: true,
      cell: ({ ok, error }) => (
        <>
          <LightMark mark={ok ? 'green' : 'red'} /> {t(ok ? 'runs.ok' : 'runs.failed')}
          {error && <span className="note"> {error}</span>}
        </>
      ),
    },
    count('opened'),
    count('changed'),
    count('resolved'),
    count('ms'),
  ];
}
