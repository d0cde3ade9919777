import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { parseWan, parseYuan, toWan, toYuan } from '#shared/money.ts';
import { useMoment } from '../../data/moment.ts';
import { monitoringTexts } from '../../data/questions.ts';
import { dayText, fullDayText, percent, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { Money } from '../../ui/Money.tsx';
import { useKeptDraft } from '../entry/drafts.ts';
import { MonitoringHead } from './MonitoringHead.tsx';
import { MonitoringRow } from './MonitoringRow.tsx';
import { TextsForm } from './TextsForm.tsx';
import { emptyDraft, isEmptyDraft, sentRows, type, typedOf, unexplained } from './texts.ts';

/** 绩效目标执行监控表 of a project on the screen, as it looks on paper: a clerk writes into it with the keyboard alone. */
export function MonitoringSheet({ code }: { code: string }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const moment = useMoment();
  const { data } = useSuspenseQuery(monitoringTexts(code, moment));
  const name = `monitoring-${code}-${data.period}`;
  const [draft, setDraft, kept] = useKeptDraft(name, emptyDraft, isEmptyDraft);
  const missing = unexplained(draft);
  const spoken = draft.forecast?.trim();
  const forecast = spoken ? parseWan(spoken) : null;
  const isBad = forecast === undefined;
  const count = Object.keys(draft.rows).length + (draft.forecast === undefined ? 0 : 1);
  const said = data.said && toWan(parseYuan(data.said.amount) ?? 0);
  const texts = {
    path: `projects/${encodeURIComponent(code)}/monitoring-texts`,
    data,
    body: () => ({
      indicators: sentRows(draft),
      ...(draft.forecast !== undefined &&
        forecast !== undefined && { forecast: forecast === null ? null : toYuan(forecast) }),
    }),
    count,
    isSound: missing.size === 0 && !isBad,
    warning: missing.size > 0 ? t('forms.unexplained', { count: missing.size }) : undefined,
    kept,
  };
  return (
    <TextsForm
      of={texts}
      note={`${t('forms.asOf', { months: data.months, day: fullDayText(data.asOf, language) })} · ${t(data.mayWrite ? 'forms.keys' : 'forms.readOnly')}`}
    >
      <div className="paper-money">
        <dl className="figures">
          <div>
            <dt>{t('forms.budget')}</dt>
            <dd>
              <Money yuan={data.budget} unit />
            </dd>
          </div>
          <div>
            <dt>{t('forms.spent', { months: data.months })}</dt>
            <dd>
              <Money yuan={data.spent} unit />
            </dd>
          </div>
          <div>
            <dt>{t('forms.rate')}</dt>
            <dd className="figure">{percent(data.rate)}</dd>
          </div>
        </dl>
        <Field
          label={t('forms.forecast')}
          inputMode="decimal"
          isReadOnly={!data.mayWrite}
          value={draft.forecast ?? (data.own ? (said ?? '') : '')}
          hint={forecastHint()}
          error={isBad ? t('forms.forecastBad') : undefined}
          onChange={(value) => {
            const { forecast: _, ...others } = draft;
            setDraft(value === (data.own ? said : '') ? others : { ...draft, forecast: value });
          }}
        />
      </div>
      <div className="scroll">
        <table className="paper-table" aria-label={t('forms.monitoringTitle')}>
          <MonitoringHead
            columns={[
              t('forms.level1'),
              t('forms.level2'),
              t('forms.indicator'),
              t('forms.target'),
              t('forms.value', { months: data.months }),
            ]}
          />
          <tbody>
            {data.indicators.map((row, at) => (
              <MonitoringRow
                key={row.id}
                rows={data.indicators}
                row={row}
                at={at}
                typed={draft.rows[row.id] ?? typedOf(row)}
                isTyped={row.id in draft.rows}
                missing={missing.get(row.id)}
                mayWrite={data.mayWrite}
                onType={(change) => setDraft((before) => type(before, row, change))}
              />
            ))}
          </tbody>
        </table>
      </div>
    </TextsForm>
  );

  function forecastHint(): string {
    if (data.said && data.own)
      return t('forms.forecastOwn', { by: data.said.by, day: dayText(data.said.on, language) });
    if (data.said)
      return t('forms.forecastOutdated', {
        day: dayText(data.said.on, language),
        wan: wan(data.said.amount),
      });
    return t('forms.forecastHint', { wan: wan(data.forecast) });
  }
}
