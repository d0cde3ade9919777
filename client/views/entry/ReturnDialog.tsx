import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Measurement } from '#shared/measurement.ts';
import { write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** Sends values back to whoever reported them, with one reason. */
export function ReturnDialog({
  measurements,
  onClose,
}: {
  measurements: readonly Measurement[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const giveBack = useMutation({
    mutationFn: async () => {
      for (const { id } of measurements)
        await write('Measurement', 'POST', `measurements/${id}/return`, { reason });
    },
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  return (
    <Sheet title={t('entry.returnTitle')} onClose={onClose}>
      <ul>
        {measurements.map(({ id, indicator, value }) => (
          <li key={id}>
            {indicator} <strong className="figure">{value}</strong>
          </li>
        ))}
      </ul>
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
