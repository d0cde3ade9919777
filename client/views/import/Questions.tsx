import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanImport } from '#shared/api.ts';
import type { Question } from '#shared/reading.ts';
import { write } from '../../data/request.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { LineLink } from './LineLink.tsx';
import { remarksOf } from './reading.ts';

/** What a person has to decide, and what was inferred, in one list; the answers are kept together. */
export function Questions({
  planImport,
  onLine,
}: {
  planImport: PlanImport;
  onLine: (line: number) => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const given = Object.entries(answers).filter(([, answer]) => answer.trim());
  const save = useMutation({
    mutationFn: () =>
      write('PlanImport', 'PATCH', `plan-imports/${planImport.id}`, {
        answers: given.map(([question, answer]) => ({ question, answer: answer.trim() })),
      }),
    onSuccess: async () => {
      setAnswers({});
      await cache.invalidateQueries({ queryKey: ['plans'] });
    },
  });
  const remarks = remarksOf(planImport);
  const draft = planImport.state === 'draft';
  if (remarks.length === 0) return null;
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{t('import.questions')}</h2>
      <ul className="remarks">
        {remarks.map((remark) =>
          'note' in remark ? (
            <li key={remark.note.message} className="remark">
              <span className="tag">{t('import.note')}</span>
              <p>{remark.note.message}</p>
              <span className="lines">
                {remark.lines.map((line) => (
                  <LineLink key={line} line={line} onLine={onLine} />
                ))}
              </span>
            </li>
          ) : (
            <QuestionItem
              key={remark.question.id}
              question={remark.question}
              answer={answers[remark.question.id] ?? remark.question.answer ?? ''}
              editable={draft}
              onAnswer={(answer) => setAnswers({ ...answers, [remark.question.id]: answer })}
              onLine={onLine}
            />
          ),
        )}
      </ul>
      {draft && planImport.questions.length > 0 && (
        <div className="actions">
          <button
            type="button"
            className="button"
            disabled={given.length === 0 || save.isPending}
            onClick={() => save.mutate()}
          >
            {t('import.answers')}
          </button>
        </div>
      )}
      <WriteProblem error={save.error} />
    </section>
  );
}

function QuestionItem({
  question,
  answer,
  editable,
  onAnswer,
  onLine,
}: {
  question: Question;
  answer: string;
  editable: boolean;
  onAnswer: (answer: string) => void;
  onLine: (line: number) => void;
}) {
  const { t } = useTranslation();
  const { id, message, choices, blocks, subject, line } = question;
  return (
    <li className="remark question">
      <LightMark mark={question.answer ? 'green' : blocks ? 'red' : 'watch'} />
      <fieldset disabled={!editable}>
        <legend>
          {message}
          <span className="note block">
            {subject}
            {!question.answer && (
              <span className={blocks ? 'word red' : ''}>
                {' · '}
                {t(blocks ? 'import.blocking' : 'import.optional')}
              </span>
            )}
          </span>
        </legend>
        {choices ? (
          <div className="choices">
            {choices.map((choice) => (
              <label key={choice} className="check">
                <input
                  type="radio"
                  name={`answer-${id}`}
                  checked={answer === choice}
                  onChange={() => onAnswer(choice)}
                />
                {choice}
              </label>
            ))}
          </div>
        ) : (
          <input
            className="input"
            aria-label={`${t('import.answer')} ${subject}`}
            value={answer}
            maxLength={200}
            onChange={(event) => onAnswer(event.target.value)}
          />
        )}
      </fieldset>
      <LineLink line={line} onLine={onLine} />
    </li>
  );
}
