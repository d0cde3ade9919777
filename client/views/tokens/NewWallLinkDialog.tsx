import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token, WallLinks } from '#shared/people.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** A new link of a wall: where it hangs, and of which department it shows the figures. */
export function NewWallLinkDialog({
  where: { departments, wholeHouse },
  onClose,
  onMade,
}: {
  where: WallLinks;
  onClose: () => void;
  onMade: (made: { token: Token; secret: string }) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [department, setDepartment] = useState(wholeHouse ? '' : (departments[0]?.code ?? ''));
  const make = useMutation({
    mutationFn: () =>
      write('TokenWithSecret', 'POST', 'wall-links', {
        name: name.trim(),
        ...(department && { department }),
      }),
    onSuccess: onMade,
  });
  const rows = make.error instanceof RequestProblem ? make.error.rows : [];
  const saidOfName = rows.find(({ pointer }) => pointer === '/name')?.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') make.mutate();
  };
  return (
    <Sheet title={t('wallLinks.create')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={t('wallLinks.name')}
          hint={t('wallLinks.nameHint')}
          value={name}
          onChange={setName}
          error={saidOfName}
          maxLength={100}
          autoFocus
        />
        {departments.length > 0 && (
          <Choice
            label={t('tokens.department')}
            value={department}
            items={[
              ...(wholeHouse ? [{ id: '', text: t('tokens.allDepartments') }] : []),
              ...departments.map((one) => ({ id: one.code, text: one.name })),
            ]}
            onChange={setDepartment}
          />
        )}
        {!saidOfName && <WriteProblem error={make.error} />}
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={name.trim() === '' || make.isPending}>
            {t('wallLinks.create')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
