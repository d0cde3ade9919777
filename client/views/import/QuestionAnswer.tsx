import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldQuestion } from '#shared/reading.ts';

/** The choices of a question, numbered for the keyboard, and a line for another answer. */
export function QuestionAnswer({
  question,
  disabled,
  onAnswer,
}: {
  question: ToldQuestion;
  disabled: boolean;
  onAnswer: (answer: string) => void;
}) {
  const { t } = useTranslation();
  const { subject, choices = [], answer } = question;
  const [text, setText] = useState(answer && !choices.includes(answer) ? answer : '');
  return (
    <form
      className="answer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onAnswer(text.trim());
      }}
    >
      {choices.length > 0 && (
        <ul className="choices">
          {choices.map((choice, index) => (
            <li key={choice}>
              <button
                type="button"
                className="button small"
                aria-pressed={answer === choice}
                disabled={disabled}
                onClick={() => onAnswer(choice)}
              >
                {index < 9 && <kbd>{index + 1}</kbd>}
                <span>{unbroken(choice)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        className="input"
        aria-label={`${t('import.answer')} ${subject}`}
        placeholder={t(choices.length > 0 ? 'import.otherAnswer' : 'import.answer')}
        value={text}
        maxLength={200}
        readOnly={disabled}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button small" disabled={disabled || !text.trim()}>
        {t('import.answer')}
      </button>
    </form>
  );
}

/** A choice whose amounts stay with their days where the line ends: it breaks before a day only. */
function unbroken(choice: string): ReactNode {
  const [first, ...nodes] = choice.split(/(?<=[：；:;])(?=\s?\d{4}-\d\d-\d\d )/);
  return (
    <>
      {first}
      {nodes.map((node) => (
        <Fragment key={node}>
          {node.startsWith(' ') ? ' ' : <wbr />}
          <span className="nowrap">{node.trimStart()}</span>
        </Fragment>
      ))}
    </>
  );
}
