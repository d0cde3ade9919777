import type { Account } from '#db/queries/accounts.ts';
import { Preferences } from '#shared/people.ts';

/** How somebody wants the screens; what an older or newer version stored otherwise is left out. */
export function preferencesOf({ preferences }: Pick<Account, 'preferences'>): Preferences {
  return Preferences.safeParse(JSON.parse(preferences ?? '{}')).data ?? {};
}
