import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepPreferences } from '../../data/preferences.ts';
import { chooseLanguage, spokenLanguage } from '../../text/i18n.ts';
import { chooseNotifying, notifying } from '../../ui/notify.ts';
import { OneOf } from '../../ui/OneOf.tsx';
import { chooseSounds, hasSounds } from '../../ui/sound.ts';
import { chooseTheme, chosenTheme, type Theme } from '../../ui/theme.ts';

/** Language, appearance, sounds, notifications: for this browser at once, and with the account for every other. */
export function Preferences() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [theme, setTheme] = useState(chosenTheme);
  const [sounds, setSounds] = useState(hasSounds);
  const speak = async (language: 'zh' | 'en') => {
    await chooseLanguage(language);
    keepPreferences({ language });
    // The server says its sentences in the caller's language.
    await cache.invalidateQueries();
  };
  const dress = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
    keepPreferences({ theme: next });
  };
  const sound = (next: boolean) => {
    chooseSounds(next);
    setSounds(next);
    keepPreferences({ sounds: next });
  };
  const themes = (['auto', 'light', 'dark'] as const).map((id) => ({ id, text: t(`me.${id}`) }));
  return (
    <>
      <p className="note">{t('me.screensLead')}</p>
      <OneOf
        label={t('me.language')}
        items={[
          { id: 'zh', text: t('shell.chinese'), lang: 'zh-CN' },
          { id: 'en', text: t('shell.english'), lang: 'en' },
        ]}
        chosen={spokenLanguage()}
        onChange={(id) => void speak(id === 'en' ? 'en' : 'zh')}
      />
      <OneOf label={t('me.theme')} items={themes} chosen={theme} onChange={(id) => dress(id as Theme)} />
      <OneOf
        label={t('me.sounds')}
        items={[
          { id: 'on', text: t('me.soundsOn') },
          { id: 'off', text: t('me.soundsOff') },
        ]}
        chosen={sounds ? 'on' : 'off'}
        onChange={(id) => sound(id === 'on')}
      />
      <Notifications />
    </>
  );
}

/** The system's own notifications: the browser is asked at the click that wants them, and no earlier. */
function Notifications() {
  const { t } = useTranslation();
  const [state, setState] = useState(notifying);
  const choose = async (on: boolean) => setState(await chooseNotifying(on));
  if (state === 'unavailable') return <p className="note">{t('notify.unavailable')}</p>;
  return (
    <div className="stack tight">
      <OneOf
        label={t('notify.label')}
        items={[
          { id: 'on', text: t('notify.on') },
          { id: 'off', text: t('notify.off') },
        ]}
        chosen={state === 'on' ? 'on' : 'off'}
        onChange={(id) => void choose(id === 'on')}
      />
      <p className={state === 'denied' ? 'field-error' : 'note'} role="status">
        {t(state === 'denied' ? 'notify.denied' : 'notify.hint')}
      </p>
    </div>
  );
}
