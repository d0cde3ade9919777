import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditChain } from '../../data/questions.ts';
import { useRights } from '../../data/rights.ts';
import { RetentionDialog } from './RetentionDialog.tsx';

/** How the trail stands: how much there is, how long it is kept, and the hash to write down. */
export function ChainNote() {
  const { t } = useTranslation();
  const { data: chain } = useSuspenseQuery(auditChain());
  const { may } = useRights();
  const [open, setOpen] = useState(false);
  const { months } = chain.retention;
  const kept = months === null ? t('audit.forever') : t('audit.months', { months });
  return (
    <div className="audit-chain">
      <p className="muted">
        {t('audit.lead')} {t('audit.chain', { count: chain.rows, kept })}
        {chain.prunedTo > 0 && ` ${t('audit.pruned', { number: chain.prunedTo })}`}{' '}
        {may('administer') && (
          <button type="button" className="link" onClick={() => setOpen(true)}>
            {t('audit.retention')}
          </button>
        )}
      </p>
      {chain.newest && (
        <p className="note">
          {t('audit.newest', { number: chain.newest.number })} <code>{chain.newest.hash}</code>{' '}
          {t('audit.newestHint')}
        </p>
      )}
      {open && <RetentionDialog months={months} onClose={() => setOpen(false)} />}
    </div>
  );
}
