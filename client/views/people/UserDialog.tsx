import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { AccountActions } from './AccountActions.tsx';
import { ChargesField } from './ChargesField.tsx';
import { GrantsField } from './GrantsField.tsx';
import type { HandedOutPassword } from './HandedOut.tsx';

/** An account: name, roles and projects as a form; below it what is done to it at once. */
export function UserDialog({
  user,
  onClose,
  onReset,
}: {
  user: User;
  onClose: () => void;
  onReset: (handedOut: HandedOutPassword) => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState(user.name);
  const [grants, setGrants] = useState(user.grants);
  const [charges, setCharges] = useState(user.charges);
  const save = useMutation({
    mutationFn: () =>
      write('User', 'PATCH', `users/${user.id}`, {
        name: name.trim(),
        grants,
        charges: charges.map(({ year, code, part }) => ({ year, code, part })),
      }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['people'] });
    },
  });
  const rows = save.error instanceof RequestProblem ? save.error.rows : [];
  const ofGrants = rows.filter(({ pointer }) => pointer?.startsWith('/grants')).map(({ message }) => message);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Sheet title={t('people.editTitle', { name: user.name })} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="note">
          {t('people.username')} {user.username}
        </p>
        <Field
          label={t('people.name')}
          hint={t('people.nameHint')}
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <GrantsField grants={grants} onChange={setGrants} errors={ofGrants} />
        <ChargesField charges={charges} onChange={setCharges} />
        {ofGrants.length === 0 && <WriteProblem error={save.error} />}
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!name.trim() || save.isPending}>
            {t('people.save')}
          </button>
        </div>
      </form>
      <AccountActions user={user} onClose={onClose} onReset={onReset} />
    </Sheet>
  );
}
