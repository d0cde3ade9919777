import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortestPassword } from '#shared/password.ts';
import { session } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

const noneTyped = { current: '', next: '', again: '' };

/** Another password for oneself. What is wrong with a new one, the server says beside its field. */
export function PasswordForm({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(noneTyped);
  const [tried, setTried] = useState(false);
  const { current, next, again } = typed;
  const change = useMutation({
    mutationFn: () => write('Session', 'POST', 'session/password', { current, next }),
    onSuccess: (user) => {
      cache.setQueryData(session().queryKey, user);
      setTyped(noneTyped);
      setTried(false);
    },
  });
  const isShort = [...next].length < shortestPassword;
  const rows = change.error instanceof RequestProblem ? change.error.rows : [];
  const saidOf = (pointer: string) => rows.find((row) => row.pointer === pointer)?.message;
  const set = (field: keyof typeof noneTyped) => (value: string) => {
    setTyped({ ...typed, [field]: value });
    if (change.isError) change.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort && next === again && current) change.mutate();
  };
  return (
    <form onSubmit={submit} className="stack">
      <Field
        label={t('password.current')}
        type="password"
        autoComplete="current-password"
        error={saidOf('/current')}
        value={current}
        onChange={set('current')}
        autoFocus={autoFocus}
      />
      <Field
        label={t('password.next')}
        type="password"
        autoComplete="new-password"
        hint={t('password.rule')}
        error={saidOf('/next') ?? (tried && isShort ? t('password.tooShort') : undefined)}
        value={next}
        onChange={set('next')}
      />
      <Field
        label={t('password.again')}
        type="password"
        autoComplete="new-password"
        error={tried && next !== again ? t('password.differs') : undefined}
        value={again}
        onChange={set('again')}
      />
      {rows.length === 0 && <WriteProblem error={change.error} rows={false} />}
      {change.isSuccess && (
        <p className="success" role="status">
          {t('password.saved')}
        </p>
      )}
      <button type="submit" className="button primary centre" disabled={change.isPending}>
        {t('password.submit')}
      </button>
    </form>
  );
}
