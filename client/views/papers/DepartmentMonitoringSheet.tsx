import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../../data/moment.ts';
import { departmentMonitoringTexts } from '../../data/questions.ts';
import { fullDayText, percent } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Money } from '../../ui/Money.tsx';
import { useKeptDraft } from '../entry/drafts.ts';
import { DepartmentRowHead } from './DepartmentRowHead.tsx';
import { MonitoringCells } from './MonitoringCells.tsx';
import { MonitoringHead } from './MonitoringHead.tsx';
import { TextsForm } from './TextsForm.tsx';
import { type DraftOf, sentOf, type Typed, typedOf, typeInto, unexplained } from './texts.ts';

/** What a person writes of an indicator that no project measures. */
type WholeTyped = Typed & { value: string };

const emptyDraft = (): DraftOf<WholeTyped> => ({ rows: {} });
const isEmptyDraft = ({ rows }: DraftOf<WholeTyped>) => Object.keys(rows).length === 0;

/** 部门整体绩效目标执行监控表 on the screen: what projects measure is read, the rest is written. */
export function DepartmentMonitoringSheet({ code }: { code: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(departmentMonitoringTexts(code, useMoment()));
  const name = `department-monitoring-${code}-${data.period}`;
  const [draft, setDraft, kept] = useKeptDraft(name, emptyDraft, isEmptyDraft);
  const missing = unexplained(draft);
  const count = Object.keys(draft.rows).length;
  const valueLabel = t('forms.value', { months: data.months });
  const texts = {
    path: `departments/${encodeURIComponent(code)}/monitoring-texts`,
    data,
    body: () => ({
      indicators: Object.entries(draft.rows).map(([id, typed]) => ({
        id,
        ...sentOf(typed),
        value: typed.value.trim() || null,
      })),
    }),
    count,
    isSound: missing.size === 0,
    warning: missing.size > 0 ? t('forms.unexplained', { count: missing.size }) : undefined,
    kept,
  };
  return (
    <TextsForm
      of={texts}
      note={`${t('forms.asOf', { months: data.months, day: fullDayText(data.asOf, spokenLanguage()) })} · ${t(data.mayWrite ? 'forms.wholeKeys' : 'forms.wholeReadOnly')}`}
    >
      <dl className="figures">
        <div>
          <dt>{t('forms.budget')}</dt>
          <dd>{data.budget === null ? '–' : <Money yuan={data.budget} unit />}</dd>
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
      {data.indicators.length === 0 ? (
        <p className="empty">{t('forms.wholeNone')}</p>
      ) : (
        <div className="scroll">
          <table className="paper-table" aria-label={t('forms.departmentMonitoring.name')}>
            <MonitoringHead
              columns={[
                t('forms.part'),
                t('forms.wholeIndicator'),
                t('forms.target'),
                t('forms.linked'),
                valueLabel,
              ]}
            />
            <tbody>
              {data.indicators.map((row, at) => {
                const standing = { ...typedOf(row), value: row.value ?? '' };
                const typed = draft.rows[row.id] ?? standing;
                const mayWrite = data.mayWrite && row.linked === null;
                const onType = (change: Partial<WholeTyped>) =>
                  setDraft((before) => ({ rows: typeInto(before.rows, row.id, standing, change) }));
                return (
                  <tr
                    key={row.id}
                    className={row.linked ? 'is-read' : row.id in draft.rows ? 'is-typed' : ''}
                  >
                    <DepartmentRowHead
                      rows={data.indicators}
                      row={row}
                      at={at}
                      form="monitoring"
                      valueLabel={valueLabel}
                      value={typed.value}
                      mayWrite={mayWrite}
                      onValue={(value) => onType({ value })}
                    />
                    <MonitoringCells
                      row={row}
                      at={at}
                      typed={typed}
                      missing={missing.get(row.id)}
                      mayWrite={mayWrite}
                      onType={onType}
                    />
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </TextsForm>
  );
}
