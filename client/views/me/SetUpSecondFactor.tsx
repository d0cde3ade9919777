import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestProblem, write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { QrCode } from './QrCode.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import '../../text/with-account.ts';
import './me.css';

/** A second factor in three steps: the password again, the secret and a code of it, the recovery codes. */
export function SetUpSecondFactor({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation({
    mutationFn: () => write('SecondFactorBegun', 'POST', 'me/second-factor', { password }),
    onSuccess: () => setPassword(''),
  });
  const confirm = useMutation({
    mutationFn: () => write('RecoveryCodes', 'POST', 'me/second-factor/confirm', { code: code.trim() }),
  });
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={onDone} />;
  const send = (mutate: () => void) => (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const begun = begin.data;
  if (!begun) {
    return (
      <form className="stack" onSubmit={send(() => password && begin.mutate())}>
        <Field
          key="password"
          label={t('second.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={fieldError(begin.error)}
          autoFocus
        />
        {!fieldError(begin.error) && <WriteProblem error={begin.error} />}
        <button type="submit" className="button primary centre" disabled={begin.isPending}>
          {t('second.begin')}
        </button>
      </form>
    );
  }
  return (
    <form className="stack" onSubmit={send(() => code && confirm.mutate())}>
      <div>
        <p>{t('second.scan')}</p>
        <p className="note">{t('second.scanHint')}</p>
      </div>
      <QrCode text={begun.uri} label={t('second.qr')} />
      <div>
        <p className="note">{t('second.secret')}</p>
        <code className="secret">{begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </div>
      <Field
        key="code"
        label={t('second.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        error={fieldError(confirm.error)}
        autoFocus
      />
      {!fieldError(confirm.error) && <WriteProblem error={confirm.error} />}
      <button type="submit" className="button primary centre" disabled={confirm.isPending}>
        {t('second.confirm')}
      </button>
    </form>
  );
}

/** What the server says of the one field of a step. */
export function fieldError(error: Error | null): string | undefined {
  return error instanceof RequestProblem ? error.rows[0]?.message : undefined;
}
