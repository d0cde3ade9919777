import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/rights.ts';
import { me } from '../data/questions.ts';
import { PasswordForm } from './me/PasswordForm.tsx';
import { Preferences } from './me/Preferences.tsx';
import { SecondFactor } from './me/SecondFactor.tsx';
import { Sessions } from './me/Sessions.tsx';
import '../text/with-account.ts';
import './me/me.css';

/** The own account: who one is, how one signs in and where, how the screens are. */
export default function MeView() {
  const { t } = useTranslation();
  const { username, name, roles } = useSuspenseQuery(me()).data;
  return (
    <div className="page me">
      <div className="page-head">
        <h1>{t('me.title')}</h1>
      </div>
      <Part title={name}>
        <dl className="facts">
          <dt>{t('me.username')}</dt>
          <dd>{username}</dd>
          <dt>{t('me.name')}</dt>
          <dd>
            {name} <span className="note">{t('me.nameHint')}</span>
          </dd>
          <dt>{t('me.roles')}</dt>
          <dd>{roles.map((role) => t(`role.${role as Role}`)).join(t('comma'))}</dd>
        </dl>
      </Part>
      <Part title={t('me.second')}>
        <SecondFactor />
      </Part>
      <Part title={t('me.sessions')}>
        <Sessions />
      </Part>
      <Part title={t('me.changePassword')}>
        <p className="note">{t('me.passwordLead')}</p>
        <PasswordForm />
      </Part>
      <Part title={t('me.screens')}>
        <Preferences />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part stack">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
