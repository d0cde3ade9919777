import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { useConnection } from '../data/live.ts';
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
  const words = { open: t('shell.live'), connecting: t('shell.connecting'), lost: t('shell.lost') };
  return (
    <div className="status">
      {!empty && (
        <>
          <To to="/runs" title={lastEvaluation ? instantText(lastEvaluation.at, language) : undefined}>
            {lastEvaluation
              ? t('shell.evaluated', { ago: agoText(lastEvaluation.at, now, language) })
              : t('shell.neverEvaluated')}
          </To>
          <To to="/entry/ledger">
            {coveredTo ? t('shell.covered', { day: dayText(coveredTo, language) }) : t('shell.notCovered')}
          </To>
        </>
      )}
      <span className={`connection ${connection}`}>
        <i aria-hidden="true" />
        {words[connection]}
      </span>
    </div>
  );
}
