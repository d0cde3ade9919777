import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';
import { remove, write } from '../../data/request.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import type { HandedOutPassword } from './HandedOut.tsx';

type Act = 'reset' | 'clearSecond' | 'endSessions' | 'disable' | 'enable';

/** What is done to an account at once: each is asked once more in its own place before it is done. */
export function AccountActions({
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
  const [asked, setAsked] = useState<Act>();
  const act = useMutation({
    mutationFn: async (what: Act) => {
      const at = `users/${user.id}`;
      if (what === 'reset') {
        const { password } = await write('UserWithPassword', 'POST', `${at}/password`);
        onReset({ username: user.username, name: user.name, password });
      } else if (what === 'clearSecond') await remove(`${at}/second-factor`);
      else if (what === 'endSessions') await remove(`${at}/sessions`);
      else await write('User', 'PATCH', at, { disabled: what === 'disable' });
      return what;
    },
    onSuccess: async (what) => {
      if (what !== 'reset') onClose();
      await cache.invalidateQueries({ queryKey: ['people'] });
    },
    onSettled: () => setAsked(undefined),
  });
  const offered: [Act, boolean, string?][] = [
    ['reset', true, t('people.resetLead')],
    ['clearSecond', user.secondFactor, t('people.clearSecondLead')],
    ['endSessions', true],
    ['disable', user.disabledAt === null && !user.self, t('people.disableLead')],
    ['enable', user.disabledAt !== null],
  ];
  return (
    <section className="account-actions" aria-label={t('people.account')}>
      {offered
        .filter(([, isOffered]) => isOffered)
        .map(([what, , lead]) => (
          <div key={what}>
            {asked === what ? (
              <>
                <button
                  type="button"
                  className="button small primary"
                  disabled={act.isPending}
                  onClick={() => act.mutate(what)}
                >
                  {t('people.sure', { what: t(`people.${what}`) })}
                </button>
                <button type="button" className="button small" onClick={() => setAsked(undefined)}>
                  {t('cancel')}
                </button>
              </>
            ) : (
              <button type="button" className="button small" onClick={() => setAsked(what)}>
                {t(`people.${what}`)}
              </button>
            )}
            {lead && <span className="note">{lead}</span>}
          </div>
        ))}
      <WriteProblem error={act.error} />
    </section>
  );
}
