import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/api.ts';
import type { IndicatorDuty } from '#shared/tables.ts';
import { Bar, shareOf } from '../../charts/Bar.tsx';
import { LightMark, type Mark } from '../../ui/LightMark.tsx';
import { Moved } from '../../ui/Moved.tsx';
import { To } from '../../ui/To.tsx';

/** Results: values in of values due, and how the judged ones stand. Every share says its base. */
export function ResultsSummary({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const { of, done, met, missed, missing } = overview.reported;
  // What is reported and not to be judged yet is the rest of the bar.
  const unjudged = done - met - missed;
  const counts: [Mark, IndicatorDuty, number][] = [
    ['green', 'met', met],
    ['red', 'missed', missed],
    ['grey', 'unjudged', unjudged],
    ['missing', 'unreported', missing],
  ];
  return (
    <section className="summary" aria-labelledby="results">
      <h2 id="results">{t('overview.results')}</h2>
      <dl className="figures">
        <div>
          <dt>
            {t('overview.done')} / {t('overview.due')}
          </dt>
          <dd className="big">
            <To to={`/indicators?duty=${counts.map(([, name]) => name).join(',')}`} className="figure">
              <Moved of={`${done}/${of}`}>
                {done}
                <span className="of"> / {of}</span>
              </Moved>
              <span className="unit">{t('overview.items')}</span>
            </To>
          </dd>
        </div>
        {counts.map(([mark, name, count]) => (
          <div key={name}>
            <dt>
              <LightMark mark={mark} /> {t(`overview.${name}`)}
            </dt>
            <dd className="figure">
              <To to={`/indicators?duty=${name}`}>
                <Moved of={String(count)}>{count}</Moved>
                <span className="unit">{t('overview.items')}</span>
              </To>
            </dd>
          </div>
        ))}
      </dl>
      <Bar
        parts={[
          { name: 'met', share: shareOf(met, of) },
          { name: 'missed', share: shareOf(missed, of) },
          { name: 'missing', share: shareOf(missing, of) },
        ]}
        label={t('overview.resultsBar', { of, done, met, missed, unjudged, missing })}
      />
      <p className="sentence">{overview.sentences.results}</p>
    </section>
  );
}
