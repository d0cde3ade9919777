import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/api.ts';
import { Bar, shareOf } from '../../charts/Bar.tsx';
import { LightMark, type Mark } from '../../ui/LightMark.tsx';
import { Moved } from '../../ui/Moved.tsx';
import { To } from '../../ui/To.tsx';

/** Results: values in of values due, and how the judged ones stand. Every share says its base. */
export function ResultsSummary({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const { of, done, met, missed, missing } = overview.reported;
  // What is due and neither judged nor overdue is the rest of the bar.
  const whole = Math.max(of, met + missed + missing);
  const counts: [Mark, 'met' | 'missed' | 'missing', number, string][] = [
    ['green', 'met', met, 'met'],
    ['red', 'missed', missed, 'missed,missed_badly'],
    ['missing', 'missing', missing, 'missing'],
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
            <To to="/indicators" className="figure">
              <Moved of={`${done}/${of}`}>
                {done}
                <span className="of"> / {of}</span>
              </Moved>
              <span className="unit">{t('overview.items')}</span>
            </To>
          </dd>
        </div>
        {counts.map(([mark, name, count, state]) => (
          <div key={name}>
            <dt>
              <LightMark mark={mark} /> {t(`overview.${name}`)}
            </dt>
            <dd className="figure">
              <To to={`/indicators?state=${state}`}>
                <Moved of={String(count)}>{count}</Moved>
                <span className="unit">{t('overview.items')}</span>
              </To>
            </dd>
          </div>
        ))}
      </dl>
      <Bar
        parts={[
          { name: 'met', share: shareOf(met, whole) },
          { name: 'missed', share: shareOf(missed, whole) },
          { name: 'missing', share: shareOf(missing, whole) },
        ]}
        label={t('overview.resultsBar', { of, done, met, missed, missing })}
      />
      <p className="sentence">{overview.sentences.results}</p>
    </section>
  );
}
