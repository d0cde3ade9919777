import { useTranslation } from 'react-i18next';
import { wan, yuanText } from '../text/format.ts';

/** An amount of 元 shown in 万元, the exact amount on hover. A dash where there is none. */
export function Money({ yuan, unit = false }: { yuan: string | null; unit?: boolean }) {
  const { t } = useTranslation();
  if (yuan === null) return <span className="figure muted">–</span>;
  return (
    <span className="figure" title={`${yuanText(yuan)}${t('unit.yuan')}`}>
      {wan(yuan)}
      {unit && <span className="unit">{t('unit.wan')}</span>}
    </span>
  );
}
