import { useTranslation } from 'react-i18next';
import type { PlanImport } from '#shared/api.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';

/** Who put something right, and when. */
export function Changed({ change }: { change: PlanImport['corrections'][number] }) {
  const { t } = useTranslation();
  return (
    <span className="note">
      {t('import.changedBy', { by: change.by, at: instantText(change.at, spokenLanguage()) })}
    </span>
  );
}
