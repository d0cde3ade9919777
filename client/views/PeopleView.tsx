import { usePrefetchQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';
import { useQueryValues } from '../data/moment.ts';
import { accessRules, departments, users } from '../data/questions.ts';
import { agoText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useNow } from '../ui/useNow.ts';
import { AccessRulesDialog } from './people/AccessRulesDialog.tsx';
import { GrantWords } from './people/GrantWords.tsx';
import { HandedOut, type HandedOutPassword } from './people/HandedOut.tsx';
import { NewUserDialog } from './people/NewUserDialog.tsx';
import { UserDialog } from './people/UserDialog.tsx';
import { UserTags } from './people/UserTags.tsx';
import '../text/with-account.ts';
import './people/people.css';

type Open = { what: 'new' | 'rules' } | { what: 'user'; user: User };

/** Everybody who has an account: who they are, what they may, when they were last here. */
export default function PeopleView() {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const q = params.get('q') ?? '';
  // The dialogs are there at once when they are opened.
  usePrefetchQuery(departments());
  usePrefetchQuery(accessRules());
  const { data } = useSuspenseQuery(users(useDeferredValue(q)));
  const [open, setOpen] = useState<Open>();
  const [handedOut, setHandedOut] = useState<HandedOutPassword>();
  const close = () => setOpen(undefined);
  const handOut = (given: HandedOutPassword) => {
    close();
    setHandedOut(given);
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('people.title')} <small>{t('people.count', { count: data.items.length })}</small>
        </h1>
        <input
          type="search"
          className="input search"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={q}
          onChange={(event) => setValues({ q: event.target.value || undefined })}
        />
        <span className="grow" />
        <button type="button" className="button" onClick={() => setOpen({ what: 'rules' })}>
          {t('people.rules')}
        </button>
        <button type="button" className="button primary" onClick={() => setOpen({ what: 'new' })}>
          {t('people.invite')}
        </button>
      </div>
      {data.items.length === 0 ? (
        <EmptyState
          action={
            <button type="button" className="button" onClick={() => setValues({ q: undefined })}>
              {t('people.clear')}
            </button>
          }
        >
          {t('people.none')}
        </EmptyState>
      ) : (
        <UserTable users={data.items} onOpen={(user) => setOpen({ what: 'user', user })} />
      )}
      {open?.what === 'new' && <NewUserDialog onClose={close} onMade={handOut} />}
      {open?.what === 'rules' && <AccessRulesDialog onClose={close} />}
      {open?.what === 'user' && <UserDialog user={open.user} onClose={close} onReset={handOut} />}
      {handedOut && <HandedOut {...handedOut} onClose={() => setHandedOut(undefined)} />}
    </div>
  );
}

function UserTable({ users: rows, onOpen }: { users: readonly User[]; onOpen: (user: User) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <div className="scroll">
      <table className="table stacks people" aria-label={t('people.title')}>
        <thead>
          <tr>
            <th scope="col">{t('people.person')}</th>
            <th scope="col">{t('people.roles')}</th>
            <th scope="col">{t('people.charges')}</th>
            <th scope="col">{t('people.seen')}</th>
            <th scope="col">{t('people.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((user) => (
            <tr key={user.id} className={user.disabledAt ? 'gone' : undefined}>
              <th scope="row">
                {user.name} <span className="note">{user.username}</span>
              </th>
              <td className="whole">
                <GrantWords user={user} />
              </td>
              <td data-label={t('people.charges')}>
                {user.charges.length === 0 ? '–' : user.charges.map(({ name }) => name).join(t('comma'))}
              </td>
              <td className="nowrap" data-label={t('people.seen')}>
                {user.lastSeenAt ? agoText(user.lastSeenAt, now, spokenLanguage()) : t('people.neverSeen')}
              </td>
              <td>
                <UserTags user={user} now={now} />
              </td>
              <td>
                <button
                  type="button"
                  className="button small"
                  aria-label={`${t('people.edit')} ${user.name}`}
                  onClick={() => onOpen(user)}
                >
                  {t('people.edit')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
