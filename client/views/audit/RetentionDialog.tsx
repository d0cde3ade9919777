import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditChain } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** How long the trail is kept: so many months, or for good. */
export function RetentionDialog({ months, onClose }: { months: number | null; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(months === null ? '' : String(months));
  const isWrong = typed !== '' && (!/^\d{1,4}$/.test(typed) || Number(typed) < 6 || Number(typed) > 1200);
  const save = useMutation({
    mutationFn: () =>
      write('AuditChain', 'PUT', 'audit/retention', { months: typed === '' ? null : Number(typed) }),
    onSuccess: async (saved) => {
      cache.setQueryData(auditChain().queryKey, saved);
      onClose();
      await cache.invalidateQueries({ queryKey: ['people', 'audit'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) save.mutate();
  };
  return (
    <Sheet title={t('audit.retention')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="note">{t('audit.retentionLead')}</p>
        <Field
          label={t('audit.retentionMonths')}
          hint={t('audit.retentionHint')}
          inputMode="numeric"
          value={typed}
          onChange={(value) => setTyped(value.trim())}
          error={isWrong ? t('audit.retentionRange') : undefined}
        />
        <WriteProblem error={save.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={isWrong || save.isPending}>
            {t('audit.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
