import { useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment, useQueryValues } from '../data/moment.ts';
import { alerts } from '../data/questions.ts';
import { AlertLine } from '../ui/AlertLine.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { gravestFirst } from '../ui/marks.ts';
import { useNow } from '../ui/useNow.ts';
import { AlertFilters } from './alerts/AlertFilters.tsx';

/** The alerts that the filters in the URL leave, gravest first. */
export default function AlertsView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const now = useNow(60_000);
  const [params, setValues] = useQueryValues();
  const value = (name: string) => params.get(name) ?? undefined;
  const filter = useDeferredValue(
    JSON.stringify({
      condition: value('condition'),
      severity: value('severity'),
      kind: value('kind'),
      project: value('project'),
      handling: value('handling'),
      muted: value('muted'),
    }),
  );
  const { data } = useSuspenseQuery(alerts({ ...JSON.parse(filter), ...moment }));
  const filtered = ['condition', 'severity', 'kind', 'project', 'handling', 'muted'].some((name) =>
    params.has(name),
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('alerts.title')} <small>{t('alerts.count', { count: data.total ?? data.items.length })}</small>
        </h1>
      </div>
      <AlertFilters />
      {data.items.length === 0 ? (
        <EmptyState
          action={
            filtered && (
              <button
                type="button"
                className="button"
                onClick={() =>
                  setValues({
                    condition: undefined,
                    severity: undefined,
                    kind: undefined,
                    project: undefined,
                    handling: undefined,
                    muted: undefined,
                  })
                }
              >
                {t('alerts.clear')}
              </button>
            )
          }
        >
          {filtered ? t('alerts.empty') : t('overview.quiet')}
        </EmptyState>
      ) : (
        <ul aria-label={t('alerts.list')}>
          {data.items.toSorted(gravestFirst).map((alert) => (
            <AlertLine key={alert.id} alert={alert} now={now} />
          ))}
        </ul>
      )}
    </div>
  );
}
