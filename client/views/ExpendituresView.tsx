import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expenditure } from '#shared/expenditure.ts';
import { useMoment, useQueryValues } from '../data/moment.ts';
import { expenditures, projects } from '../data/questions.ts';
import { Choice } from '../ui/Choice.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ExpenditureTable } from '../ui/ExpenditureTable.tsx';
import { More } from '../ui/More.tsx';
import { To } from '../ui/To.tsx';
import { useSorting } from '../ui/useSorting.ts';
import { ExpenditureSheet } from './history/ExpenditureSheet.tsx';
import { OpenCorrections } from './history/OpenCorrections.tsx';
import './history/history.css';

/** The ledger of money spent, newest first, of one project or all. */
export default function ExpendituresView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const [params, setValues] = useQueryValues();
  const project = useDeferredValue(params.get('project') ?? undefined);
  const list = useSuspenseInfiniteQuery(expenditures({ project, ...moment }));
  const { data: all } = useQuery(projects(moment));
  const [rows, sorting] = useSorting(list.data.pages.flatMap((page) => page.items));
  const total = list.data.pages[0]?.total ?? rows.length;
  const [opened, setOpened] = useState<Expenditure>();
  const enter = (
    <To className="button" to="/entry">
      {t('expenditures.enter')}
    </To>
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('expenditures.title')} <small>{t('expenditures.total', { count: total })}</small>
        </h1>
        <span className="grow" />
        <Choice
          label={t('expenditures.project')}
          value={params.get('project') ?? ''}
          items={[
            { id: '', text: t('expenditures.allProjects') },
            ...(all?.items ?? []).map(({ code, name }) => ({ id: code, text: name })),
          ]}
          onChange={(code) => setValues({ project: code })}
        />
        {enter}
      </div>
      <OpenCorrections />
      {rows.length === 0 ? (
        <EmptyState>{t('expenditures.empty')}</EmptyState>
      ) : (
        <ExpenditureTable
          items={rows}
          label={t('expenditures.list')}
          sorting={sorting}
          withProject
          onOpen={setOpened}
        />
      )}
      <More list={list} />
      {opened && <ExpenditureSheet item={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}
