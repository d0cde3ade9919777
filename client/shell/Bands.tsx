import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import { useConnection } from '../data/live.ts';
import { useQueryValues } from '../data/moment.ts';
import { write } from '../data/request.ts';
import { useRights } from '../data/rights.ts';
import { agoText, dayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { To } from '../ui/To.tsx';
import { useNow } from '../ui/useNow.ts';
import { bandOf } from './bands.ts';
import { Training } from './Training.tsx';

/** The bands under the header: training, looking at another day, and the one thing that is wrong. */
export function Bands({ system }: { system: System }) {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const asOf = params.get('asOf');
  return (
    <div className="bands">
      {system.training && !system.empty && <Training system={system} />}
      {asOf && !system.empty && (
        <BandRow kind="past" action={[t('band.back'), () => setValues({ asOf: undefined })]}>
          {t(asOf > system.today ? 'band.ahead' : 'band.past', { day: dayText(asOf, spokenLanguage()) })}
        </BandRow>
      )}
      <Trouble system={system} />
    </div>
  );
}

function Trouble({ system }: { system: System }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const now = useNow();
  const language = spokenLanguage();
  const band = bandOf(system, useConnection(), now);
  const evaluate = useMutation({
    mutationFn: () => write('EvaluationRun', 'POST', 'evaluations'),
    onSuccess: () => cache.invalidateQueries(),
  });
  const { may, sees } = useRights();
  if (!band) return null;
  // What one may not do about it is not offered: the band still says what is wrong.
  const mayEvaluate = may('evaluate') && sees === 'all';
  const mayClose = may('close_year') && sees === 'all';
  switch (band.kind) {
    case 'lost':
      return (
        <BandRow kind="trouble" action={[t('band.refresh'), () => void cache.invalidateQueries()]}>
          {t('band.lost')}
        </BandRow>
      );
    case 'stalled':
      return (
        <BandRow kind="trouble" action={mayEvaluate && [t('band.evaluate'), () => evaluate.mutate()]}>
          {t('band.stalled', { ago: agoText(band.since, now, language) })}
        </BandRow>
      );
    case 'oldYear': {
      const years = { year: system.year, today: yearOf(system.today) };
      return (
        <BandRow
          kind="notice"
          action={
            band.closed
              ? may('import') && <To to="/import">{t('band.importPlan')}</To>
              : mayClose && <To to="/closing">{t('band.closeYear')}</To>
          }
        >
          {band.closed && t('band.closedYear', years)} {t('band.oldYear', years)}
        </BandRow>
      );
    }
    default:
      return (
        <BandRow
          kind="notice"
          action={may('confirm_ledger') && <To to="/entry/ledger">{t('band.confirm')}</To>}
        >
          {band.kind === 'stale'
            ? t('band.stale', { day: dayText(band.coveredTo, language) })
            : t('band.uncovered')}
        </BandRow>
      );
  }
}

function BandRow({
  kind,
  action,
  children,
}: {
  kind: string;
  action: [string, () => void] | ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={`band ${kind}`} role="status">
      <span>{children}</span>
      {Array.isArray(action) ? (
        <button type="button" onClick={action[1]}>
          {action[0]}
        </button>
      ) : (
        action
      )}
    </div>
  );
}
