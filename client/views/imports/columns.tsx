import type { TFunction } from 'i18next';
import type { PlanImportRun } from '#shared/api.ts';
import type { ImportRun } from '#shared/imports.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { To } from '../../ui/To.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { StateWord } from './StateWord.tsx';

/** The columns of the table of imports. */
export function importColumns(t: TFunction): Column<ImportRun>[] {
  const count = (id: 'accepted' | 'known' | 'rejected', head: string, of: (run: ImportRun) => number) => ({
    ...{ id, head, sort: id, width: '110px', className: 'number' },
    cell: (run: ImportRun) => of(run).toLocaleString('en'),
  });
  return [
    {
      id: 'file',
      head: t('imports.file'),
      sort: 'file',
      isHead: true,
      cell: (run) => <To to={`/imports/${run.id}`}>{run.fileName || t('imports.unnamed')}</To>,
    },
    {
      id: 'kind',
      head: t('imports.kind'),
      width: '120px',
      cell: ({ kind }) => t(`imports.kinds.${kind}`),
    },
    {
      id: 'at',
      head: t('imports.at'),
      width: '170px',
      className: 'nowrap',
      cell: ({ startedAt }) => instantText(startedAt, spokenLanguage()),
    },
    { id: 'by', head: t('imports.by'), sort: 'by', width: '120px', cell: ({ by }) => by },
    {
      id: 'state',
      head: t('imports.state'),
      width: '150px',
      unnamed: true,
      cell: (run) => <StateWord run={run} />,
    },
    // Of an attempt that stored nothing the rows that would have been are not stored.
    count('accepted', t('imports.stored'), ({ state, dryRun, accepted }) =>
      state === 'done' && !dryRun ? accepted : 0,
    ),
    count('known', t('imports.known'), ({ known }) => known),
    count('rejected', t('imports.rejected'), ({ rejectedRows }) => rejectedRows),
  ];
}

/** The columns of the table of plan documents. */
export function planDocumentColumns(t: TFunction): Column<PlanImportRun>[] {
  return [
    {
      id: 'file',
      head: t('imports.file'),
      sort: 'file',
      isHead: true,
      cell: ({ id, fileName }) => <To to={`/import/${id}`}>{fileName || t('imports.pasted')}</To>,
    },
    {
      id: 'at',
      head: t('imports.at'),
      sort: 'at',
      width: '190px',
      className: 'nowrap',
      cell: ({ createdAt }) => instantText(createdAt, spokenLanguage()),
    },
    { id: 'by', head: t('imports.by'), sort: 'by', width: '160px', cell: ({ createdBy }) => createdBy },
    {
      id: 'state',
      head: t('imports.state'),
      width: '240px',
      unnamed: true,
      cell: ({ state, year, planVersion }) => (
        <span className="light-cell">
          <LightMark mark={state === 'committed' ? 'green' : 'watch'} />
          {state === 'committed'
            ? t('imports.planInForce', { year, version: planVersion })
            : t('imports.planDraft')}
        </span>
      ),
    },
  ];
}
