import { useTranslation } from 'react-i18next';
import type { Session, System } from '#shared/api.ts';
import { useMoment } from '../data/moment.ts';
import { clockText, fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { useNow } from '../ui/useNow.ts';

/** Only on paper: of which day the figures are, how far the ledger reaches, and who printed them when. */
export function PrintLine({ user, system }: { user: Session; system: System }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const now = useNow();
  const language = spokenLanguage();
  if (system.empty) return null;
  const day = fullDayText(moment.asOf ?? system.today, language);
  const covered = system.coveredTo
    ? t('print.covered', { day: fullDayText(system.coveredTo, language) })
    : t('print.notCovered');
  const at = new Intl.DateTimeFormat('sv-SE').format(now);
  return (
    <p className="print-line" aria-hidden="true">
      {[
        system.department?.name,
        t('print.asOf', { day }),
        covered,
        system.invented && t('print.invented'),
        t('print.by', { who: user.name, at: `${fullDayText(at, language)} ${clockText(now, language)}` }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
