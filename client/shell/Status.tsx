import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { useConnection } from '../data/live.ts';
import { useRights } from '../data/rights.ts';
import { agoText, dayText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { To } from '../ui/To.tsx';
import { useNow } from '../ui/useNow.ts';

/** How fresh everything is: the last evaluation, the ledger's day, the live connection. */
export function Status({ system }: { system: System }) {
  const { t } = useTranslation();
  const now = useNow();
  const connection = useConnection();
  const language = spokenLanguage();
  const { lastEvaluation, coveredTo, empty } = system;
  const { may, sees } = useRights();
  const at = lastEvaluation ? instantText(lastEvaluation.at, language) : undefined;
  const evaluated = lastEvaluation
    ? t('shell.evaluated', { ago: agoText(lastEvaluation.at, now, language) })
    : t('shell.neverEvaluated');
  const covered = coveredTo
    ? t('shell.covered', { day: dayText(coveredTo, language) })
    : t('shell.notCovered');
  const words = { open: t('shell.live'), connecting: t('shell.connecting'), lost: t('shell.lost') };
  return (
    <div className="status">
      {!empty && (
        <>
          {may('see_runs') && sees === 'all' ? (
            <To to="/runs" title={at}>
              {evaluated}
            </To>
          ) : (
            <span title={at}>{evaluated}</span>
          )}
          {may('confirm_ledger') ? <To to="/entry/ledger">{covered}</To> : <span>{covered}</span>}
        </>
      )}
      <span className={`connection ${connection}`}>
        <i aria-hidden="true" />
        {words[connection]}
      </span>
    </div>
  );
}
