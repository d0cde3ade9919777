import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expenditure } from '#shared/expenditure.ts';
import { useMoment } from '../../data/moment.ts';
import { projectExpenditures } from '../../data/questions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ExpenditureTable } from '../../ui/ExpenditureTable.tsx';
import { To } from '../../ui/To.tsx';
import { ExpenditureSheet } from '../history/ExpenditureSheet.tsx';
import '../history/history.css';

/** What was paid for the project, as the ledger has it: the newest, and the way to the others. */
export function Vouchers({ code }: { code: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(projectExpenditures(code, useMoment()));
  const [opened, setOpened] = useState<Expenditure>();
  const enter = (
    <To className="button small" to="/entry">
      {t('project.enterVoucher')}
    </To>
  );
  return (
    <section className="vouchers" aria-labelledby="vouchers">
      <div className="page-head">
        <h2 id="vouchers">{t('project.vouchers')}</h2>
        {data.items.length > 0 && enter}
      </div>
      {data.items.length === 0 ? (
        <EmptyState action={enter}>{t('project.noVouchers')}</EmptyState>
      ) : (
        <ExpenditureTable items={data.items} label={t('project.vouchers')} onOpen={setOpened} />
      )}
      {data.nextCursor && (
        <p className="note">
          {t('project.newestVouchers', { count: data.items.length })}{' '}
          <To to={`/expenditures?project=${encodeURIComponent(code)}`}>{t('project.allVouchers')}</To>
        </p>
      )}
      {opened && <ExpenditureSheet item={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
