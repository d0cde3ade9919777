import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../data/moment.ts';
import { meeting } from '../data/questions.ts';
import { OneOf } from '../ui/OneOf.tsx';
import { To } from '../ui/To.tsx';
import { Comparison } from './meetings/Comparison.tsx';
import '../text/with-meetings.ts';
import './meetings/meetings.css';

/** A meeting beside the one before it, and beside its own node as it is known today. */
export default function MeetingComparisonView({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: known } = useSuspenseQuery(meeting(id));
  const [params, setValues] = useQueryValues();
  const asked = params.get('with') ?? (known.previous ? 'previous' : 'now');
  const against = asked === 'now' ? 'now' : 'previous';
  return (
    <div className="page meeting">
      <p className="note">
        <To to={`/meetings/${id}`} className="link">
          {known.title}
        </To>
      </p>
      <div className="page-head">
        <h1>{t('comparison.title')}</h1>
        <OneOf
          label={t('comparison.with')}
          items={(['previous', 'now'] as const).map((one) => ({ id: one, text: t(`comparison.${one}`) }))}
          chosen={against}
          onChange={(one) => setValues({ with: one })}
        />
      </div>
      <Comparison meeting={known} against={against} />
    </div>
  );
}
