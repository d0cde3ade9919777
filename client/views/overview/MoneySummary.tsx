import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/api.ts';
import { Bar, shareOf } from '../../charts/Bar.tsx';
import { percent, wan } from '../../text/format.ts';
import { Money } from '../../ui/Money.tsx';
import { Moved } from '../../ui/Moved.tsx';
import { To } from '../../ui/To.tsx';

/** Money: spent of what was to be spent of the budget, as figures, as a sentence, as a bar. */
export function MoneySummary({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const { budget, planned, spent, executionRate } = overview;
  return (
    <section className="summary" aria-labelledby="money">
      <h2 id="money">{t('overview.money')}</h2>
      <dl className="figures">
        <div>
          <dt>{t('overview.spent')}</dt>
          <dd className="big">
            <To to="/expenditures">
              <Moved of={spent}>
                <Money yuan={spent} unit />
              </Moved>
            </To>
          </dd>
        </div>
        <div>
          <dt>{t('overview.planned')}</dt>
          <dd>
            <To to="/projects">
              <Moved of={planned}>
                <Money yuan={planned} unit />
              </Moved>
            </To>
          </dd>
        </div>
        <div>
          <dt>{t('overview.budget')}</dt>
          <dd>
            <To to="/projects">
              <Moved of={budget}>
                <Money yuan={budget} unit />
              </Moved>
            </To>
          </dd>
        </div>
        <div>
          <dt>{t('overview.rate')}</dt>
          <dd>
            <To to="/projects" className="figure">
              <Moved of={percent(executionRate)}>{percent(executionRate)}</Moved>
            </To>
          </dd>
        </div>
      </dl>
      <Bar
        parts={[{ name: 'spent', share: shareOf(spent, budget) }]}
        tick={shareOf(planned, budget)}
        label={t('overview.moneyBar', { spent: wan(spent), planned: wan(planned), budget: wan(budget) })}
      />
      <p className="sentence">{overview.sentences.money}</p>
    </section>
  );
}
