import { useTranslation } from 'react-i18next';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** The foot of a form: how much is changed, what is still missing, and the one button. */
export function FormFoot({
  count,
  canSave,
  warning,
  error,
  stored,
  onDiscard,
}: {
  count: number;
  canSave: boolean;
  warning: string | undefined;
  error: Error | null;
  stored: number | undefined;
  onDiscard: () => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <WriteProblem error={error} />
      <div className="foot">
        <button type="submit" className="button primary" disabled={!canSave}>
          {t('forms.save')}
        </button>
        {count > 0 && (
          <button type="button" className="button" onClick={onDiscard}>
            {t('forms.discard')}
          </button>
        )}
        {count > 0 && <span className="note">{t('forms.changed', { count })}</span>}
        {warning && <span className="field-error">{warning}</span>}
        {count === 0 && stored !== undefined && (
          <span className="success" role="status">
            {stored > 0 ? t('forms.saved', { count: stored }) : t('forms.savedNone')}
          </span>
        )}
      </div>
    </>
  );
}
