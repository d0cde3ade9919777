import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOutcome } from '#shared/imports.ts';
import { wan, yuanText } from '../../text/format.ts';

/** What a file came to in one line of figures: to be stored, known already, rejected, and the sum. */
export function OutcomeFacts({ outcome, done = false }: { outcome: ImportOutcome; done?: boolean }) {
  const { t } = useTranslation();
  const { accepted, known, rejectedRows, sum, kind } = outcome;
  return (
    <dl className="facts">
      <Fact term={t(done ? 'imports.stored' : 'imports.accepted')}>{accepted.toLocaleString('en')}</Fact>
      <Fact term={t('imports.known')}>{known.toLocaleString('en')}</Fact>
      <Fact term={t(done ? 'imports.skippedRows' : 'imports.rejected')} bad={rejectedRows > 0}>
        {rejectedRows.toLocaleString('en')}
      </Fact>
      {kind === 'expenditures' && (
        <Fact term={t('imports.sum')}>
          <span title={`${yuanText(sum)}${t('unit.yuan')}`}>{wan(sum)}</span>
          <span className="unit">{t('unit.wan')}</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, bad = false, children }: { term: string; bad?: boolean; children: ReactNode }) {
  return (
    <div className={bad ? 'bad' : undefined}>
      <dt>{term}</dt>
      <dd className="figure">{children}</dd>
    </div>
  );
}
