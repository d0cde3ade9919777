import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '#shared/meeting.ts';
import { OneOf } from '../../ui/OneOf.tsx';
import { Comparison } from '../meetings/Comparison.tsx';

/** The comparisons of a meeting, without leaving the slide. */
export function ComparePanel({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [against, setAgainst] = useState<'previous' | 'now'>(meeting.previous ? 'previous' : 'now');
  return (
    <>
      {meeting.previous && (
        <OneOf
          label={t('comparison.with')}
          items={(['previous', 'now'] as const).map((id) => ({ id, text: t(`comparison.${id}`) }))}
          chosen={against}
          onChange={(id) => setAgainst(id === 'now' ? 'now' : 'previous')}
        />
      )}
      <Comparison meeting={meeting} against={against} />
    </>
  );
}
