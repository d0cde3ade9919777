import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { me } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { fieldError, SetUpSecondFactor } from './SetUpSecondFactor.tsx';

type Open = 'setUp' | 'newCodes' | 'remove';

/** How the second factor stands, and what can be done about it. */
export function SecondFactor() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { since, required, recoveryCodesLeft: left } = useSuspenseQuery(me()).data.secondFactor;
  const [open, setOpen] = useState<Open>();
  const close = () => {
    setOpen(undefined);
    void cache.invalidateQueries({ queryKey: me().queryKey });
  };
  return (
    <>
      <p>
        {since
          ? t('me.secondOn', { day: instantText(since, spokenLanguage()), left })
          : `${t('me.secondOff')} ${t('second.lead')}`}{' '}
        {required && since && <span className="muted">{t('me.secondRequired')}</span>}
      </p>
      <div className="actions">
        {!since && (
          <button type="button" className="button" onClick={() => setOpen('setUp')}>
            {t('me.setUp')}
          </button>
        )}
        {since && (
          <button type="button" className="button" onClick={() => setOpen('newCodes')}>
            {t('me.newCodes')}
          </button>
        )}
        {since && !required && (
          <button type="button" className="button" onClick={() => setOpen('remove')}>
            {t('me.remove')}
          </button>
        )}
      </div>
      {open === 'setUp' && (
        <Sheet title={t('second.title')} onClose={close} once>
          <SetUpSecondFactor onDone={close} />
        </Sheet>
      )}
      {(open === 'newCodes' || open === 'remove') && <PasswordAgain what={open} onClose={close} />}
    </>
  );
}

/** New recovery codes, or the end of the second factor: either takes the password again. */
function PasswordAgain({ what, onClose }: { what: 'newCodes' | 'remove'; onClose: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const codes = useMutation({
    mutationFn: () => write('RecoveryCodes', 'POST', 'me/recovery-codes', { password }),
  });
  const removal = useMutation({
    mutationFn: () => write('Me', 'POST', 'me/second-factor/remove', { password }),
    onSuccess: onClose,
  });
  const sent = what === 'newCodes' ? codes : removal;
  const wrong = fieldError(sent.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) sent.mutate();
  };
  return (
    <Sheet title={t(`me.${what}`)} onClose={onClose} once={Boolean(codes.data)}>
      {codes.data ? (
        <RecoveryCodes codes={codes.data.recoveryCodes} onKept={onClose} />
      ) : (
        <form className="stack" onSubmit={submit}>
          {what === 'newCodes' && <p className="note">{t('me.newCodesLead')}</p>}
          <Field
            label={t('second.password')}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            error={wrong}
            autoFocus
          />
          {!wrong && <WriteProblem error={sent.error} />}
          <div className="actions end">
            <button type="button" className="button" onClick={onClose}>
              {t('cancel')}
            </button>
            <button type="submit" className="button primary" disabled={sent.isPending}>
              {t(`me.${what}`)}
            </button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
