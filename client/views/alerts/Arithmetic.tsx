import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { percent } from '../../text/format.ts';
import { Money } from '../../ui/Money.tsx';
import { type ArithmeticLine, arithmeticOf } from './arithmetic.ts';

const thresholds = {
  critical: 'thresholdCritical',
  warning: 'threshold',
  watch: 'thresholdWatch',
  notice: 'thresholdNotice',
} as const;

/** The arithmetic as a small table, one figure a line. */
export function Arithmetic({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const lines = arithmeticOf(alert);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="arithmetic">
      <h2 id="arithmetic">{t('alerts.arithmetic')}</h2>
      <table className="table arithmetic">
        <tbody>
          {lines.map((line) => {
            const name = typeof line.name === 'object' ? line.name.said : t(`arithmetic.${line.name}`);
            const formula = line.name === 'formula' && 'formula';
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={formula || 'number'} colSpan={formula ? 2 : 1}>
                  <LineFigure figure={line.figure} />
                </td>
                {!formula && (
                  <td className="note">
                    {line.threshold !== undefined &&
                      Number(line.threshold) > 0 &&
                      t(`alerts.${thresholds[lineOf(alert)]}`, { rate: percent(line.threshold, 0) })}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Which line the threshold is: any miss of a target is a warning, so the line it is held against is the critical one. */
function lineOf({ kind, severity }: Alert) {
  return kind === 'INDICATOR_MISSED' ? 'critical' : severity;
}

function LineFigure({ figure }: Pick<ArithmeticLine, 'figure'>) {
  const { t } = useTranslation();
  if (figure === 'cannot' || figure === 'done') return t(`alerts.${figure}`);
  if ('rate' in figure) {
    return (
      <>
        {percent(figure.rate).slice(0, -1)}
        <span className="unit">%</span>
      </>
    );
  }
  if ('money' in figure) return <Money yuan={figure.money} unit />;
  return 'reach' in figure ? t('alerts.reach', { value: figure.reach }) : figure.text;
}
