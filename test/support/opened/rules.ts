import { again, changed, dialog, honest, press } from './doing.ts';
import type { Opened } from './opened.ts';

/** What opens among the rules, and where a year is closed. */
export const rules: Opened[] = [
  {
    name: 'a limit that is tried on the past',
    path: '/rules',
    kind: 'part',
    open: async (page, say) => {
      await page.locator('.rule input.number').first().fill('8');
      await press(page, say('rules.try'));
      await page.locator('.effect').waitFor();
    },
  },
  {
    name: 'a limit that cannot be',
    path: '/rules',
    kind: 'part',
    open: async (page) => {
      await page.locator('.rule input.number').first().fill('viel');
      await page.locator('.rule .field-error').first().waitFor();
    },
  },
  {
    name: 'closing the year, once it is over',
    path: '/closing',
    kind: 'modal',
    open: async (page, say) => {
      await changed<{ state: string; projects: { suggested: string | null }[] }>(
        page,
        /\/api\/v1\/years\/2023\/clos/,
        (one) => ({
          ...one,
          state: 'closable',
          projects: one.projects.map((each) => ({ ...each, suggested: '结转下年' })),
        }),
      );
      await again(page);
      await press(page, say('closing.close'));
      await dialog(page).waitFor();
    },
    leave: honest,
  },
];
