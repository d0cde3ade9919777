import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { ChargesField } from './ChargesField.tsx';
import { GrantsField } from './GrantsField.tsx';
import type { HandedOutPassword } from './HandedOut.tsx';

/** A new account: who, what they may, which projects. Its password is made by the server. */
export function NewUserDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (handedOut: HandedOutPassword) => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const [grants, setGrants] = useState<User['grants']>([{ role: 'owner', department: null, section: null }]);
  const [charges, setCharges] = useState<User['charges']>([]);
  const make = useMutation({
    mutationFn: () =>
      write('UserWithPassword', 'POST', 'users', {
        username: username.trim(),
        name: name.trim(),
        grants,
        charges: charges.map(({ year, code, part }) => ({ year, code, part })),
      }),
    onSuccess: async ({ user, password }) => {
      onMade({ username: user.username, name: user.name, password });
      await cache.invalidateQueries({ queryKey: ['people'] });
    },
  });
  const rows = make.error instanceof RequestProblem ? make.error.rows : [];
  const saidOf = (pointer: string) => rows.find((row) => row.pointer === pointer)?.message;
  const ofGrants = rows.filter(({ pointer }) => pointer?.startsWith('/grants')).map(({ message }) => message);
  const placed = saidOf('/name') ?? saidOf('/username') ?? ofGrants[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && username.trim()) make.mutate();
  };
  return (
    <Sheet title={t('people.invite')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={t('people.name')}
          hint={t('people.nameHint')}
          value={name}
          onChange={setName}
          error={saidOf('/name')}
          autoComplete="off"
          autoFocus
          maxLength={60}
        />
        <Field
          label={t('people.username')}
          hint={t('people.usernameHint')}
          value={username}
          onChange={setUsername}
          error={saidOf('/username')}
          autoComplete="off"
          maxLength={60}
        />
        <GrantsField grants={grants} onChange={setGrants} errors={ofGrants} />
        <ChargesField charges={charges} onChange={setCharges} />
        {!placed && <WriteProblem error={make.error} />}
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={!name.trim() || !username.trim() || make.isPending}
          >
            {t('people.create')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
