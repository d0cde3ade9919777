import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProgress } from '../data/progress.ts';
import { importRun } from '../data/questions.ts';
import { base } from '../data/request.ts';
import { instantText, percent } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { To } from '../ui/To.tsx';
import { ImportTabs } from './import/ImportTabs.tsx';
import { OutcomeFacts } from './imports/OutcomeFacts.tsx';
import { Rejected } from './imports/Rejected.tsx';
import { StateWord } from './imports/StateWord.tsx';
import { Totals } from './imports/Totals.tsx';
import './imports/imports.css';

/** One import of a file: who sent it when, what came of it, and what was rejected. */
export default function ImportRunView({ id }: { id: string }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { data: run } = useSuspenseQuery(importRun(id));
  const progress = useProgress(id);
  const { outcome, state, dryRun } = run;
  return (
    <div className="page">
      <ImportTabs at="all" />
      <div className="page-head">
        <h1>{run.fileName || t('imports.unnamed')}</h1>
        <StateWord run={run} />
        <span className="muted">
          {t(`imports.kinds.${run.kind}`)} · {run.by} · {instantText(run.startedAt, language)}
        </span>
        <span className="grow" />
        <To className="link" to="/imports">
          {t('imports.tabs.all')}
        </To>
      </div>
      {state === 'running' && (
        <p role="status">
          {progress?.message || t('imports.storing')}{' '}
          {progress && progress.total > 0 && percent(String(progress.done / progress.total), 0)}
        </p>
      )}
      {state !== 'running' && (state !== 'done' || dryRun) && <p className="muted">{t('wrong.safeWrite')}</p>}
      {outcome && <OutcomeFacts outcome={outcome} done={state === 'done' && !dryRun} />}
      {outcome && outcome.rejectedRows > 0 && (
        <div className="actions">
          <a className="button" href={`${base}imports/${id}/rejected.xlsx`} download>
            {t('imports.download')}
          </a>
        </div>
      )}
      {outcome && (
        <div className="checked-main">
          <Rejected outcome={outcome} />
          <Totals outcome={outcome} />
        </div>
      )}
      {!outcome && state !== 'running' && <p className="muted">{t('imports.noOutcome')}</p>}
    </div>
  );
}
