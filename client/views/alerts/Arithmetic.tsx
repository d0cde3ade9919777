import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { percent } from '../../text/format.ts';
import { Money } from '../../ui/Money.tsx';
import { type ArithmeticLine, arithmeticOf } from './arithmetic.ts';

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
          {lines.map((line) => (
            <tr key={line.what}>
              <th scope="row">{t(`alerts.${nameOf(line)}`)}</th>
              <td className="number">
                <LineFigure line={line} />
              </td>
              <td className="note">
                {line.threshold !== undefined &&
                  Number(line.threshold) > 0 &&
                  t(alert.severity === 'critical' ? 'alerts.thresholdCritical' : 'alerts.threshold', {
                    rate: percent(line.threshold, 0),
                  })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LineFigure({ line: { what, figure } }: { line: ArithmeticLine }) {
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
  return what === 'toClear' ? t('alerts.reach', { value: figure.text }) : figure.text;
}

function nameOf({ what, figure }: ArithmeticLine) {
  return what === 'toClear' && typeof figure === 'object' && 'money' in figure ? 'toClearMoney' : what;
}
