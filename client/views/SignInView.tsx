import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyPreferences } from '../data/preferences.ts';
import { session } from '../data/questions.ts';
import { RequestProblem, write } from '../data/request.ts';
import { chooseLanguage, spokenLanguage } from '../text/i18n.ts';
import { Field } from '../ui/Field.tsx';
import { useProblemText } from '../ui/Wrong.tsx';
import '../text/with-account.ts';

/** A stranger says who they are, and where there is a second factor also its code. */
export default function SignInView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string>();
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('product')}`;
  }, [t]);
  const signIn = useMutation({
    mutationFn: () =>
      write('Session', 'POST', 'session', { username, password, ...(code && { code: code.trim() }) }),
    onSuccess: async (user) => {
      await applyPreferences(user.preferences);
      cache.setQueryData(session().queryKey, user);
    },
    onError: (error) => {
      if (codeOf(error) === 'code_required') setCode('');
    },
  });
  const said = useProblemText(signIn.error);
  const why = codeOf(signIn.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (username && password && code !== '') signIn.mutate();
  };
  const back = () => {
    setCode(undefined);
    setPassword('');
    signIn.reset();
  };
  return (
    <main className="alone">
      <p className="brand">{t('product')}</p>
      <p className="muted">{t('productLong')}</p>
      <h1 className="visually-hidden">{t('signIn.title')}</h1>
      <form onSubmit={submit}>
        {code === undefined ? (
          <>
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
          </>
        ) : (
          <>
            <p>{t('second.signInHint')}</p>
            <Field
              key="code"
              label={t('second.codeOrRecovery')}
              name="code"
              autoComplete="one-time-code"
              value={code}
              onChange={setCode}
              autoFocus
            />
          </>
        )}
        {signIn.error && why !== 'code_required' && (
          <p className="field-error" role="alert">
            {why === 'wrong_password' ? t('signIn.wrong') : said}
          </p>
        )}
        <button type="submit" className="button primary centre" disabled={signIn.isPending}>
          {t('signIn.submit')}
        </button>
        {code !== undefined && (
          <button type="button" className="plain link" onClick={back}>
            {t('second.back')}
          </button>
        )}
      </form>
      <Languages />
    </main>
  );
}

function Languages() {
  const { t } = useTranslation();
  const other = spokenLanguage() === 'zh' ? 'en' : 'zh';
  return (
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
  );
}

function codeOf(error: Error | null): string | undefined {
  return error instanceof RequestProblem ? error.code : undefined;
}
