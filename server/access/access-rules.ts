import type { Database } from '#db/open.ts';
import { findSetting } from '#db/queries/settings.ts';
import type { Db } from '#db/schema.ts';
import { AccessRules, defaultAccessRules } from '#shared/people.ts';

export const accessRulesSetting = 'accessRules';

/** What an admin has set about signing in, and the defaults for the rest. */
export async function findAccessRules(db: Db): Promise<AccessRules> {
  const kept = AccessRules.partial().safeParse(await findSetting(db, accessRulesSetting));
  return { ...defaultAccessRules, ...kept.data };
}

/** The rules at hand: every request is held against them, so they are read when they change, not each time. */
export async function openAccessRules(db: Database) {
  let current = await findAccessRules(db.read);
  const reload = async () => {
    current = await findAccessRules(db.read);
  };
  return {
    get current(): AccessRules {
      return current;
    },
    /** Reads them anew; the live feed does where it hears that people changed, here or on another server. */
    reload,
  };
}

export type Rules = Awaited<ReturnType<typeof openAccessRules>>;
