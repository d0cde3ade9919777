import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/api.ts';
import { To } from '../../ui/To.tsx';

/** 偏差原因: of the alerts that somebody has to handle, what was said to be the cause, and of how many nothing yet. */
export function Causes({ causes }: Pick<Overview, 'causes'>) {
  const { t } = useTranslation();
  const most = Math.max(...causes.map(({ count }) => count), 1);
  return (
    <section aria-labelledby="causes">
      <h2 id="causes">{t('overview.causes')}</h2>
      {causes.length === 0 ? (
        <p className="note">{t('overview.noCauses')}</p>
      ) : (
        <dl className="causes">
          {causes.map(({ cause, count }) => (
            <div key={cause}>
              <dt className={cause ? undefined : 'muted'}>
                {cause ? t(`cause.${cause}`) : t('overview.unsaid')}
              </dt>
              <dd>
                <i aria-hidden="true" style={{ inlineSize: `${(count / most) * 60}%` }} />
                <To to={cause ? '/rectification' : '/alerts?handling=open'} className="figure">
                  {count}
                </To>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
