import type { TFunction } from 'i18next';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanImport } from '#shared/api.ts';
import type { Language } from '#shared/language.ts';
import { instantText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { pointedAt } from './pointed-at.ts';
import { useReview } from './review-context.ts';

const most = 200;

/** Who answered and put right what, newest first. */
export const History = memo(function History() {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { planImport } = useReview();
  const [open, setOpen] = useState(false);
  const { corrections } = planImport;
  if (corrections.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">
        <button type="button" className="fold-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '▾' : '▸'} {t('import.history')}{' '}
          <span className="note">{t('import.historyCount', { count: corrections.length })}</span>
        </button>
      </h2>
      {open && (
        <div className="scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('import.historyAt')}</th>
                <th scope="col">{t('import.historyBy')}</th>
                <th scope="col">{t('import.historyWhat')}</th>
                <th scope="col">{t('import.historyValue')}</th>
              </tr>
            </thead>
            <tbody>
              {corrections
                .toReversed()
                .slice(0, most)
                .map(({ at, by, what, value }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the history only grows
                  <tr key={corrections.length - index}>
                    <td className="nowrap">{instantText(at, language)}</td>
                    <td>{by}</td>
                    <td>{whatText(planImport, what, t, language)}</td>
                    <td>{valueText(what, value, t)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
});

function whatText(planImport: PlanImport, what: string, t: TFunction, language: Language): string {
  const { questions, reading } = planImport;
  const question = questions.find(({ id }) => id === what);
  if (question) return `${t('import.answer')}${t('colon')}${question.message}`;
  const { owner, field, day } = pointedAt(reading, what);
  if (day) return `${owner} ${nodeText(day, language)}`;
  return `${owner} ${t(`import.fields.${field}`)}`;
}

function valueText(what: string, value: unknown, t: TFunction): string {
  const text = String(value);
  if (what.endsWith('/confidence')) return t('import.confirmed');
  if (what.endsWith('/direction'))
    return t(`import.direction.${text === 'reverse' ? 'reverse' : 'positive'}`);
  if (what.endsWith('/accrual')) return t(`import.accrual.${text as 'level'}`, { defaultValue: text });
  if (what.endsWith('/operator')) return t(`import.operator.${text as '>='}`, { defaultValue: text });
  return text;
}
