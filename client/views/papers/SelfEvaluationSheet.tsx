import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../../data/moment.ts';
import { selfEvaluationTexts } from '../../data/questions.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { useKeptDraft } from '../entry/drafts.ts';
import { GoalsTable } from './GoalsTable.tsx';
import { goDown } from './keys.ts';
import { LevelCells } from './LevelCells.tsx';
import { TextsForm } from './TextsForm.tsx';

/** What is typed and differs from what stands: the goals, and reasons by indicator. */
interface Draft {
  goals?: string;
  reasons: Record<string, string>;
}

const emptyDraft = (): Draft => ({ reasons: {} });
const isEmptyDraft = ({ goals, reasons }: Draft) => goals === undefined && Object.keys(reasons).length === 0;

/** 绩效自评表 of a project on the screen: what became of the goals, and the deviations of indicators. */
export function SelfEvaluationSheet({ code }: { code: string }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { data } = useSuspenseQuery(selfEvaluationTexts(code, useMoment()));
  const name = `self-evaluation-${code}-${data.year}`;
  const [draft, setDraft, kept] = useKeptDraft(name, emptyDraft, isEmptyDraft);
  const count = Object.keys(draft.reasons).length + (draft.goals === undefined ? 0 : 1);
  const typeReason = (id: string, standing: string | null, value: string) =>
    setDraft((before) => {
      const { [id]: _, ...others } = before.reasons;
      return { ...before, reasons: value === (standing ?? '') ? others : { ...others, [id]: value } };
    });
  const texts = {
    path: `projects/${encodeURIComponent(code)}/self-evaluation-texts`,
    data,
    body: () => ({
      ...(draft.goals !== undefined && { goals: draft.goals.trim() || null }),
      indicators: Object.entries(draft.reasons).map(([id, reason]) => ({
        id,
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
      note={`${t('forms.ofYear', { year: data.year, day: fullDayText(data.asOf, language) })}${data.mayWrite ? '' : ` · ${t('forms.readOnly')}`}`}
    >
      <GoalsTable
        label={t('forms.selfEvaluationTitle')}
        expected={data.expected.join(t('listComma'))}
        value={draft.goals ?? data.goals ?? ''}
        written={data.goalsWritten}
        mayWrite={data.mayWrite}
        onType={(value) => {
          const { goals: _, ...others } = draft;
          setDraft(value === (data.goals ?? '') ? others : { ...draft, goals: value });
        }}
      />
      <div className="scroll">
        <table className="paper-table self" aria-label={t('forms.deviation')}>
          <thead>
            <tr>
              {(
                [
                  'level1',
                  'level2',
                  'indicator',
                  'target',
                  'actual',
                  'points',
                  'earned',
                  'deviation',
                ] as const
              ).map((column) => (
                <th key={column} scope="col">
                  {t(`forms.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.indicators.map((row, at) => (
              <tr key={row.id} className={row.id in draft.reasons ? 'is-typed' : ''}>
                <LevelCells rows={data.indicators} at={at} />
                <th scope="row">
                  {row.name}
                  {row.prefilled && !(row.id in draft.reasons) && (
                    <span className="note block">{t('forms.prefilled')}</span>
                  )}
                </th>
                <td className="middle" data-label={t('forms.target')}>
                  {row.printed}
                </td>
                <td className={`middle state-${row.state}`} data-label={t('forms.actual')}>
                  {row.value ?? '–'}
                </td>
                <td className="middle" data-label={t('forms.points')}>
                  {row.points ?? '–'}
                </td>
                <td className="middle" data-label={t('forms.earned')}>
                  {row.earned ?? '–'}
                </td>
                <td className="write is-deviation" data-label={t('forms.deviation')}>
                  <textarea
                    className="input"
                    rows={1}
                    data-column="reason"
                    aria-label={`${row.name} ${t('forms.deviation')}`}
                    readOnly={!data.mayWrite}
                    value={draft.reasons[row.id] ?? row.reason ?? ''}
                    onChange={(event) => typeReason(row.id, row.reason, event.target.value)}
                    onKeyDown={(event) => goDown(event, at, 'reason')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </TextsForm>
  );
}
