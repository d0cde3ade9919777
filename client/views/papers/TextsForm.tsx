import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { write } from '../../data/request.ts';
import { TakeBack } from '../../ui/TakeBack.tsx';
import type { Kept } from '../entry/drafts.ts';
import { sendKey } from '../entry/send-key.ts';
import { FormFoot } from './FormFoot.tsx';

/** What a form of texts is about, and how far the one who fills it in has come. */
export interface TextsOf {
  /** Under which address the texts are kept, such as `projects/CODE/monitoring-texts`. */
  path: string;
  data: { asOf: string; year: number; mayWrite: boolean };
  /** What is sent, as it is typed now. */
  body: () => object;
  /** So many texts differ from what stands. */
  count: number;
  /** Nothing typed is wrong. */
  isSound: boolean;
  warning?: string | undefined;
  kept: Pick<Kept, 'restored' | 'discard' | 'takeBack'> & { throwAway: () => void };
}

/** A form that is filled in like the paper and sent whole: by its button, or by the keys from any cell. */
export function TextsForm({
  of: { path, data, body, count, isSound, warning, kept },
  note,
  children,
}: {
  of: TextsOf;
  note: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const query = new URLSearchParams({ asOf: data.asOf, year: String(data.year) });
      return write('TextsStored', 'PUT', `${path}?${query}`, body());
    },
    onSuccess: async () => {
      await cache.invalidateQueries();
      kept.discard();
    },
  });
  const canSave = data.mayWrite && count > 0 && isSound && !save.isPending;
  return (
    <form
      className="paper-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) save.mutate();
      }}
      onKeyDown={(event) => {
        if (sendKey(event) && canSave) save.mutate();
      }}
    >
      <p className="note">{note}</p>
      {kept.restored && count > 0 && <p className="restored">{t('forms.restored')}</p>}
      {children}
      <TakeBack onTake={kept.takeBack} />
      {data.mayWrite && (
        <FormFoot
          count={count}
          canSave={canSave}
          warning={warning}
          error={save.error}
          stored={save.data?.stored}
          onDiscard={() => kept.throwAway()}
        />
      )}
    </form>
  );
}
