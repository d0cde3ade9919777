import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseWan, toYuan } from '#shared/money.ts';
import { write } from '../../data/request.ts';
import { wan } from '../../text/format.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** A figure of the reading that a person puts right: where it is, and what was read. */
export interface Correction {
  what: string;
  pointer: string;
  value: string;
}

/** Puts a figure right, in 万元 as the document has it. */
export function CorrectDialog({
  id,
  correction,
  onClose,
}: {
  id: string;
  correction: Correction;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [text, setText] = useState(wan(correction.value).replaceAll(',', ''));
  const fen = parseWan(text);
  const save = useMutation({
    mutationFn: () =>
      write('PlanImport', 'PATCH', `plan-imports/${id}`, {
        corrections: [{ pointer: correction.pointer, value: toYuan(fen ?? 0) }],
      }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['plans'] });
    },
  });
  return (
    <Sheet title={t('import.correctTitle')} onClose={onClose}>
      <p>{correction.what}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (fen !== undefined) save.mutate();
        }}
      >
        <Field
          label={t('import.correctValue')}
          value={text}
          onChange={setText}
          autoFocus
          inputMode="decimal"
        />
        <WriteProblem error={save.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={fen === undefined || save.isPending}>
            {t('import.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
