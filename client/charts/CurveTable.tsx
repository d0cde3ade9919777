import { useTranslation } from 'react-i18next';
import { fullDayText, wan } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { tellingDays } from './chart-data.ts';
import type { SpendingCurve } from './spending.ts';

/** What the curve says, for whoever does not see it: its nodes and the day looked at, as a table. */
export function CurveTable({ curve, nodes }: { curve: SpendingCurve; nodes: readonly { day: string }[] }) {
  const { t } = useTranslation();
  const shown = (['planned', 'actual', 'supposed', 'forecast'] as const).filter(
    (name) => name !== 'supposed' || curve.supposed,
  );
  const days = tellingDays(
    curve,
    nodes.map(({ day }) => day),
  );
  return (
    <div className="visually-hidden">
      <table>
        <caption>{t('file.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('file.dayOf')}</th>
            {shown.map((name) => (
              <th key={name} scope="col">
                {t('file.wan', { name: t(`chart.${name}`) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((row) => (
            <tr key={row.day}>
              <th scope="row">{fullDayText(row.day, spokenLanguage())}</th>
              {shown.map((name) => (
                <td key={name}>{row[name] === null ? t('none') : wan(row[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
