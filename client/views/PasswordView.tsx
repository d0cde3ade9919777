import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../data/questions.ts';
import { write } from '../data/request.ts';
import { Field } from '../ui/Field.tsx';
import { WriteProblem } from '../ui/WriteProblem.tsx';

const shortest = 10;

/** Another password, chosen by the user; forced where the product made the present one. */
export default function PasswordView({ forced = false }: { forced?: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => write('Session', 'POST', 'session/password', { current, next }),
    onSuccess: (user) => {
      cache.setQueryData(session().queryKey, user);
      setCurrent('');
      setNext('');
      setAgain('');
      setTried(false);
    },
  });
  const tooShort = tried && next.length < shortest;
  const differs = tried && next !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (next.length >= shortest && next === again) change.mutate();
  };
  const form = (
    <form onSubmit={submit}>
      <Field
        label={t('password.current')}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        autoFocus
      />
      <Field
        label={t('password.next')}
        type="password"
        autoComplete="new-password"
        hint={t('password.rule')}
        error={tooShort ? t('password.tooShort') : undefined}
        value={next}
        onChange={setNext}
      />
      <Field
        label={t('password.again')}
        type="password"
        autoComplete="new-password"
        error={differs ? t('password.differs') : undefined}
        value={again}
        onChange={setAgain}
      />
      <WriteProblem error={change.error} rows={false} />
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
  if (!forced) {
    return (
      <div className="alone inside">
        <h1>{t('password.title')}</h1>
        {form}
      </div>
    );
  }
  return (
    <main className="alone">
      <h1>{t('password.title')}</h1>
      <p className="muted">{t('password.forced')}</p>
      {form}
    </main>
  );
}
