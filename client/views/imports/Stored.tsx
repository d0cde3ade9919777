import { useTranslation } from 'react-i18next';
import type { ImportKind, ImportOutcome } from '#shared/imports.ts';
import { base } from '../../data/request.ts';
import { To } from '../../ui/To.tsx';
import { OutcomeFacts } from './OutcomeFacts.tsx';
import { Totals } from './Totals.tsx';

/** The third step: what is stored now, and what comes next. */
export function Stored({
  kind,
  outcome,
  onAgain,
}: {
  kind: ImportKind;
  outcome: ImportOutcome;
  onAgain: () => void;
}) {
  const { t } = useTranslation();
  const { accepted, known, rejectedRows, notes, id } = outcome;
  return (
    <div className="checked">
      <p className="success" role="status">
        {accepted > 0 ? t('imports.done', { rows: accepted }) : t('imports.nothingNew', { known })}
      </p>
      <OutcomeFacts outcome={outcome} done />
      {notes.map(({ code, message }) => (
        <p key={`${code}${message}`} className="word yellow">
          {message}
        </p>
      ))}
      <Totals outcome={outcome} />
      <p className="note">{t(`imports.undo.${kind}`)}</p>
      <div className="actions">
        {rejectedRows > 0 && (
          <a className="button primary" href={`${base}imports/${id}/rejected.xlsx`} download>
            {t('imports.download')}
          </a>
        )}
        <To
          className={rejectedRows > 0 ? 'button' : 'button primary'}
          to={kind === 'expenditures' ? '/expenditures' : '/indicators'}
        >
          {t(`imports.see.${kind}`)}
        </To>
        {kind === 'expenditures' && (
          <To className="button" to="/entry/ledger">
            {t('import.nextLedger')}
          </To>
        )}
        <To className="button" to="/">
          {t('import.nextOverview')}
        </To>
        <button type="button" className="button" onClick={onAgain}>
          {t('import.another')}
        </button>
      </div>
    </div>
  );
}
