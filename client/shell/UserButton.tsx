import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#shared/api.ts';

const load = () => import('./UserMenu.tsx');
const UserMenu = lazy(load);

/** The user's name, behind which the menu is. The menu's code comes when someone reaches for it. */
export function UserButton({ user }: { user: Session }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      className="user-name"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={`${t('shell.menu')} ${user.name}`}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      {user.name}
      <span aria-hidden="true"> ▾</span>
    </button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenu user={user} />
    </Suspense>
  );
}
