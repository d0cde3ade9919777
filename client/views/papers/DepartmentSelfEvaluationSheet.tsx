import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../../data/moment.ts';
import { departmentSelfEvaluationTexts } from '../../data/questions.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { useKeptDraft } from '../entry/drafts.ts';
import { DepartmentRowHead } from './DepartmentRowHead.tsx';
import { GoalsTable } from './GoalsTable.tsx';
import { goDown } from './keys.ts';
import { TextsForm } from './TextsForm.tsx';
import { type DraftOf, typeInto } from './texts.ts';

interface Cells {
  value: string;
  reason: string;
}

const emptyDraft = (): DraftOf<Cells> => ({ rows: {} });
const isEmptyDraft = ({ goals, rows }: DraftOf<Cells>) =>
  goals === undefined && Object.keys(rows).length === 0;

/** 部门整体支出绩效自评表 on the screen: what became of the goals, and of the indicators that no project measures. */
export function DepartmentSelfEvaluationSheet({ code }: { code: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(departmentSelfEvaluationTexts(code, useMoment()));
  const name = `department-self-evaluation-${code}-${data.year}`;
  const [draft, setDraft, kept] = useKeptDraft(name, emptyDraft, isEmptyDraft);
  const count = Object.keys(draft.rows).length + (draft.goals === undefined ? 0 : 1);
  const texts = {
    path: `departments/${encodeURIComponent(code)}/self-evaluation-texts`,
    data,
    body: () => ({
      ...(draft.goals !== undefined && { goals: draft.goals.trim() || null }),
      indicators: Object.entries(draft.rows).map(([id, { value, reason }]) => ({
        id,
        value: value.trim() || null,
        reason: reason.trim() || null,
      })),
    }),
    count,
    isSound: true,
    kept,
  };
  return (
    <TextsForm
      of={texts}
      note={`${t('forms.ofYear', { year: data.year, day: fullDayText(data.asOf, spokenLanguage()) })}${data.mayWrite ? '' : ` · ${t('forms.wholeReadOnly')}`}`}
    >
      <GoalsTable
        label={t('forms.departmentSelfEvaluation.name')}
        expected={data.expected.join('\n')}
        value={draft.goals ?? data.goals ?? ''}
        written={data.goalsWritten}
        mayWrite={data.mayWrite}
        onType={(value) =>
          setDraft(({ rows }) => (value === (data.goals ?? '') ? { rows } : { rows, goals: value }))
        }
      />
      {data.indicators.length === 0 ? (
        <p className="empty">{t('forms.wholeNone')}</p>
      ) : (
        <div className="scroll">
          <table className="paper-table self" aria-label={t('forms.deviation')}>
            <thead>
              <tr>
                {(['part', 'wholeIndicator', 'target', 'linked', 'actual', 'deviation'] as const).map(
                  (column) => (
                    <th key={column} scope="col">
                      {t(`forms.${column}`)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {data.indicators.map((row, at) => {
                const standing = { value: row.value ?? '', reason: row.reason ?? '' };
                const typed = draft.rows[row.id] ?? standing;
                const mayWrite = data.mayWrite && row.linked === null;
                const onType = (change: Partial<Cells>) =>
                  setDraft((before) => ({
                    ...before,
                    rows: typeInto(before.rows, row.id, standing, change),
                  }));
                return (
                  <tr
                    key={row.id}
                    className={row.linked ? 'is-read' : row.id in draft.rows ? 'is-typed' : ''}
                  >
                    <DepartmentRowHead
                      rows={data.indicators}
                      row={row}
                      at={at}
                      form="self-evaluation"
                      valueLabel={t('forms.actual')}
                      value={typed.value}
                      mayWrite={mayWrite}
                      onValue={(value) => onType({ value })}
                    />
                    <td className="write is-deviation" data-label={t('forms.deviation')}>
                      <textarea
                        className="input"
                        rows={1}
                        data-column="reason"
                        aria-label={`${row.name} ${t('forms.deviation')}`}
                        readOnly={!mayWrite}
                        value={typed.reason}
                        onChange={(event) => onType({ reason: event.target.value })}
                        onKeyDown={(event) => goDown(event, at, 'reason')}
                      />
                    </td>
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
