import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../data/questions.ts';
import { RequestProblem, write } from '../data/request.ts';
import { chooseLanguage, spokenLanguage } from '../text/i18n.ts';
import { Field } from '../ui/Field.tsx';
import { useProblemText } from '../ui/Wrong.tsx';

/** A stranger says who they are. */
export default function SignInView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => write('Session', 'POST', 'session', { username, password }),
    onSuccess: (user) => cache.setQueryData(session().queryKey, user),
  });
  const said = useProblemText(signIn.error);
  const refused = signIn.error instanceof RequestProblem && signIn.error.status === 401;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (username && password) signIn.mutate();
  };
  const other = spokenLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <main className="alone">
      <p className="brand">{t('product')}</p>
      <p className="muted">{t('productLong')}</p>
      <h1 className="visually-hidden">{t('signIn.title')}</h1>
      <form onSubmit={submit}>
        <Field
          label={t('signIn.username')}
          name="username"
          autoComplete="username"
          value={username}
          onChange={setUsername}
          autoFocus
          isRequired
          validationBehavior="aria"
        />
        <Field
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
          validationBehavior="aria"
        />
        {signIn.error && (
          <p className="field-error" role="alert">
            {refused ? t('signIn.wrong') : said}
          </p>
        )}
        <button type="submit" className="button primary centre" disabled={signIn.isPending}>
          {t('signIn.submit')}
        </button>
      </form>
      <p>
        <button
          type="button"
          className="plain link"
          lang={other === 'en' ? 'en' : 'zh-CN'}
          onClick={() => void chooseLanguage(other)}
        >
          {t(other === 'en' ? 'shell.english' : 'shell.chinese')}
        </button>
      </p>
    </main>
  );
}
