import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionMove, MeetingAction } from '#shared/meeting.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

const fields = { submit: 'result', return: 'reason', close: 'note' } as const;

/** One step of an action: the words that it takes, and the button that makes it. */
export function ActionDialog({
  action,
  move,
  onClose,
}: {
  action: MeetingAction;
  move: ActionMove;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [words, setWords] = useState('');
  const [error, setError] = useState<string>();
  const sending = useRef(crypto.randomUUID());
  const field = fields[move];
  const send = useMutation({
    mutationFn: () =>
      write(
        'MeetingAction',
        'POST',
        `meeting-actions/${action.id}/${move}`,
        { [field]: words.trim() },
        { 'idempotency-key': sending.current },
      ),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['meetings'] });
    },
    // One that may have arrived keeps its key: sent again it is made once.
    onError: (problem) => {
      if (problem instanceof RequestProblem && problem.status >= 400) sending.current = crypto.randomUUID();
    },
  });
  return (
    <Sheet title={t(`actions.${move}`)} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setError(words.trim() ? undefined : t('actions.required'));
          if (words.trim()) send.mutate();
        }}
      >
        <p className="muted">
          {action.who}
          {t('colon')}
          {action.what}
        </p>
        {move !== 'submit' && action.result && <p>{t('actions.resultIs', { text: action.result })}</p>}
        <Field
          label={t(`actions.${field}`)}
          value={words}
          onChange={setWords}
          error={error}
          rows={3}
          maxLength={2000}
          autoFocus
        />
        <WriteProblem error={send.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={send.isPending}>
            {t(`actions.${move}`)}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
