import { useTranslation } from 'react-i18next';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { Changed } from './Changed.tsx';
import { IndicatorForm } from './IndicatorForm.tsx';
import { PlaceLink } from './PlaceLink.tsx';
import { QuestionAnswer } from './QuestionAnswer.tsx';
import { lastChange, useReview } from './review-context.ts';
import { Understood } from './Understood.tsx';
import type { WorkItem } from './work-items.ts';

/** What one can do about the current item: answer, confirm, put right; and who did so before. */
export function WorkDetail({
  item,
  same,
  correcting,
  save,
  onAnswer,
  onConfirm,
  onCorrect,
  onDone,
}: {
  item: WorkItem;
  /** How many open readings rest on the same assumption, this one among them. */
  same: number;
  correcting: boolean;
  save: 'saving' | Error | undefined;
  onAnswer: (answer: string) => void;
  onConfirm: (all: boolean) => void;
  onCorrect: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { planImport, editable } = useReview();
  const saving = save === 'saving';
  const target = item.kind === 'note' ? undefined : item.target;
  const change = lastChange(planImport, item.id) ?? (target && lastChange(planImport, target.pointer));
  const state = saving ? (
    <span className="note">{t('import.saving')}</span>
  ) : (
    change && <Changed change={change} />
  );
  const notes = new Set(item.kind === 'unsure' ? item.target.target.notes : []);
  return (
    <div className="work-detail">
      {item.kind === 'question' && <p className="note">{item.question.subject}</p>}
      {item.kind === 'note' && item.lines.length > 1 && (
        <p className="lines">
          {item.lines.slice(0, 40).map((line) => (
            <PlaceLink key={line} place={{ line }} />
          ))}
          {item.lines.length > 40 && <span className="note">…</span>}
        </p>
      )}
      {target && !(editable && correcting) && (
        <p>
          <span className="muted">{t('import.printed')}</span> {target.printed || '/'}{' '}
          <span className="muted">{t('import.understood')}</span> <Understood target={target.target} />
          {[...notes].map((note) => (
            <span key={note} className="note block">
              {note}
            </span>
          ))}
        </p>
      )}
      {editable && correcting && target ? (
        <IndicatorForm read={target} onDone={onDone} />
      ) : (
        <>
          {editable && item.kind === 'question' && (
            <QuestionAnswer
              key={item.question.answer}
              question={item.question}
              disabled={saving}
              onAnswer={onAnswer}
            />
          )}
          <div className="actions">
            {editable && item.kind === 'unsure' && !item.done && (
              <>
                <button
                  type="button"
                  className="button small"
                  disabled={saving}
                  onClick={() => onConfirm(false)}
                >
                  <kbd>c</kbd>
                  {t('import.confirmReading')}
                </button>
                {same > 1 && (
                  <button
                    type="button"
                    className="button small"
                    disabled={saving}
                    onClick={() => onConfirm(true)}
                  >
                    <kbd>a</kbd>
                    {t('import.confirmAlike', { count: same })}
                  </button>
                )}
              </>
            )}
            {editable && target && (
              <button type="button" className="button small" onClick={onCorrect}>
                <kbd>e</kbd>
                {t('import.correct')}
              </button>
            )}
            {state}
          </div>
        </>
      )}
      <WriteProblem error={save instanceof Error ? save : null} />
    </div>
  );
}
