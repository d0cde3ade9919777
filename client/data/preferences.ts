import type { Preferences } from '#shared/people.ts';
import { chooseLanguage } from '../text/i18n.ts';
import { chooseSounds } from '../ui/sound.ts';
import { chooseTheme } from '../ui/theme.ts';
import { write } from './request.ts';

/** Keeps a choice with the account. Where that fails it still holds in this browser. */
export function keepPreferences(preferences: Preferences): void {
  void write('Me', 'PATCH', 'me', { preferences }).catch(() => undefined);
}

/** Makes the screens as somebody who has just signed in wants them; what was never chosen stays. */
export async function applyPreferences({ language, theme, sounds }: Preferences): Promise<void> {
  if (theme) chooseTheme(theme);
  if (sounds !== undefined) chooseSounds(sounds);
  if (language) await chooseLanguage(language);
}
