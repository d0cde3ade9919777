import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Measurement } from '#shared/measurement.ts';
import { write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** Sends a value back to whoever reported it, with the reason. */
export function ReturnDialog({ measurement, onClose }: { measurement: Measurement; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const giveBack = useMutation({
    mutationFn: () => write('Measurement', 'POST', `measurements/${measurement.id}/return`, { reason }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  return (
    <Sheet title={t('entry.returnTitle')} onClose={onClose}>
      <p>
        {measurement.indicator} {measurement.value}
      </p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) giveBack.mutate();
        }}
      >
        <Field label={t('entry.reason')} value={reason} onChange={setReason} autoFocus maxLength={500} />
        <WriteProblem error={giveBack.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!reason.trim() || giveBack.isPending}>
            {t('entry.return')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
