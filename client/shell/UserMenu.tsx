import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Header as MenuHeader } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Session } from '#shared/api.ts';
import { keepPreferences } from '../data/preferences.ts';
import { session } from '../data/questions.ts';
import { remove } from '../data/request.ts';
import { chooseLanguage, spokenLanguage } from '../text/i18n.ts';
import { remember, rememberedNames } from '../ui/remember.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { chooseTheme, chosenTheme, type Theme } from '../ui/theme.ts';
import { startTour } from './tour.ts';

/** Language, appearance, and the way out. It comes open: its code was fetched by the click that wanted it. */
export default function UserMenu({ user }: { user: Session }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [, go] = useLocation();
  const [theme, setTheme] = useState(chosenTheme);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // It takes the place of the button that was pressed: its own has the focus before the menu opens, and so after it.
  useEffect(() => {
    button.current?.focus();
    setOpen(true);
  }, []);

  const speak = async (language: 'zh' | 'en') => {
    await chooseLanguage(language);
    keepPreferences({ language });
    // The server says its sentences in the caller's language.
    await cache.invalidateQueries();
  };
  // What was typed and not sent stays in this browser: on a shared one its person may not want that.
  const [drafts, setDrafts] = useState<string[]>();
  const leave = () => {
    const unsent = rememberedNames('draft.').filter((name) => name.includes(`.${user.username}.`));
    if (unsent.length > 0) setDrafts(unsent);
    else void signOut();
  };
  const signOut = async () => {
    await remove('session').catch(() => undefined);
    // The one answer that the page itself hangs on is changed, not taken away; all others are somebody's who has left.
    cache.setQueryData(session().queryKey, null);
    cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  const dress = (next: Theme) => {
    chooseTheme(next);
    keepPreferences({ theme: next });
    setTheme(next);
  };

  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button ref={button} className="user-name" aria-label={`${t('shell.menu')} ${user.name}`}>
          {user.name}
          <span aria-hidden="true"> ▾</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={t('shell.menu')}>
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[spokenLanguage()]}
              onSelectionChange={(keys) => void speak([...keys][0] === 'en' ? 'en' : 'zh')}
            >
              <MenuHeader>{t('shell.language')}</MenuHeader>
              <MenuItem id="zh" textValue={t('shell.chinese')}>
                <span lang="zh-CN">{t('shell.chinese')}</span>
              </MenuItem>
              <MenuItem id="en" textValue={t('shell.english')}>
                <span lang="en">{t('shell.english')}</span>
              </MenuItem>
            </MenuSection>
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[theme]}
              onSelectionChange={(keys) => dress([...keys][0] as Theme)}
            >
              <MenuHeader>{t('shell.theme')}</MenuHeader>
              <MenuItem id="auto">{t('shell.auto')}</MenuItem>
              <MenuItem id="light">{t('shell.light')}</MenuItem>
              <MenuItem id="dark">{t('shell.dark')}</MenuItem>
            </MenuSection>
            <MenuSection aria-label={user.name}>
              {user.may.includes('see_runs') && user.sees === 'all' && (
                <MenuItem onAction={() => go('/runs')}>{t('shell.runs')}</MenuItem>
              )}
              {user.may.includes('close_year') && (
                <MenuItem onAction={() => go('/closing')}>{t('closing.menu')}</MenuItem>
              )}
              <MenuItem onAction={() => go('/wall')}>{t('wall.title')}</MenuItem>
              <MenuItem
                onAction={() => {
                  go('/');
                  startTour();
                }}
              >
                {t('shell.tour')}
              </MenuItem>
              <MenuItem onAction={() => go('/me')}>{t('shell.me')}</MenuItem>
              {user.roles.includes('admin') && (
                <MenuItem onAction={() => go('/people')}>{t('shell.people')}</MenuItem>
              )}
              {user.may.includes('link_wall') && (
                <MenuItem onAction={() => go('/tokens')}>
                  {t(user.may.includes('administer') ? 'shell.tokens' : 'wallLinks.title')}
                </MenuItem>
              )}
              {user.may.includes('audit') && (
                <MenuItem onAction={() => go('/audit')}>{t('shell.audit')}</MenuItem>
              )}
              <MenuItem onAction={leave}>{t('shell.signOut')}</MenuItem>
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      {drafts && (
        <Sheet title={t('shell.signOut')} onClose={() => setDrafts(undefined)}>
          <p>{t('shell.drafts', { count: drafts.length })}</p>
          <div className="actions end">
            <button type="button" className="button" onClick={() => setDrafts(undefined)}>
              {t('cancel')}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                for (const name of drafts) remember(name, '');
                void signOut();
              }}
            >
              {t('shell.dropDrafts')}
            </button>
            <button type="button" className="button primary" onClick={() => void signOut()}>
              {t('shell.keepDrafts')}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}
