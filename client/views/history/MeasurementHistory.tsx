import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { measurementHistory } from '../../data/questions.ts';
import { fullDayText, instantText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { EvidenceLink } from './EvidenceList.tsx';

/** All that was ever reported for one indicator and reporting day: who, when, why, and what was decided. */
export function MeasurementHistory({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { data } = useQuery(measurementHistory(id));
  const [first] = data?.items ?? [];
  return (
    <Sheet
      title={first ? `${first.indicator} · ${nodeText(first.period, language)}` : t('history.title')}
      onClose={onClose}
    >
      {!data && <p className="muted">{t('loading')}</p>}
      <ol className="history">
        {data?.items.map((item) => (
          <li key={item.id} className={item.superseded ? 'past' : undefined}>
            <p>
              <strong className="figure">{item.value}</strong>{' '}
              {item.sampleSize !== null && (
                <span className="note">
                  {item.favourable ?? '–'} / {item.sampleSize}{' '}
                </span>
              )}
              <span className={`tag ${item.state}`}>{t(`entry.state.${item.state}`)}</span>
              {item.superseded && <span className="tag">{t('history.superseded')}</span>}
            </p>
            <p className="note">
              {t('history.reported', { by: item.recordedBy, at: instantText(item.recordedAt, language) })} ·{' '}
              {t('entry.measuredOn')} {fullDayText(item.measuredOn, language)}
              {item.source && ` · ${item.source}`}
            </p>
            {item.note && <p>{item.note}</p>}
            {item.reviews.map((review) => (
              <p key={review.at} className="note">
                {t(`history.${review.verdict}`, { by: review.by, at: instantText(review.at, language) })}
                {review.note && `${t('colon')}${review.note}`}
              </p>
            ))}
            {item.evidence.length > 0 && (
              <ul className="evidence">
                {item.evidence.map((one) => (
                  <li key={one.id}>
                    <EvidenceLink evidence={one} measurement={item.id} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
