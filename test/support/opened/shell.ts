import { again, changed, honest, list, press } from './doing.ts';
import type { Opened } from './opened.ts';

/** What opens around every page. */
export const shell: Opened[] = [
  {
    name: 'the menu of the user',
    path: '/',
    kind: 'menu',
    open: (page, say) => press(page, say('shell.menu')),
  },
  {
    name: 'signing out with drafts',
    path: '/',
    kind: 'modal',
    open: async (page, say) => {
      await page.evaluate(() =>
        localStorage.setItem('duibiao.draft.vouchers.admin.2023', '[{"amount":"1"}]'),
      );
      await press(page, say('shell.menu'));
      await page.getByRole('menuitem', { name: say('shell.signOut') }).click();
    },
    leave: async (page) => page.evaluate(() => localStorage.removeItem('duibiao.draft.vouchers.admin.2023')),
  },
  {
    name: 'the first step of the tour',
    path: '/',
    kind: 'modal',
    open: (page, say) => press(page, say('shell.tourShow')),
  },
  {
    name: 'the choice of the year',
    path: '/',
    kind: 'menu',
    open: async (page, say) => {
      await changed<{ years: number[] }>(page, /\/api\/v1\/system/, (one) => ({
        ...one,
        years: [2023, 2022],
      }));
      await again(page);
      await list(page, say('shell.year'));
    },
    leave: honest,
  },
  {
    name: 'an earlier day',
    path: '/',
    kind: 'part',
    open: async (page, say) => {
      await page.getByRole('slider').press('Home');
      await page.getByText(say('band.past')).waitFor();
    },
  },
  {
    name: 'a day of the curve under the pointer',
    path: '/projects/{project}',
    kind: 'part',
    open: async (page) => {
      await page.locator('.curve').first().hover();
      await page.locator('.hover-card').first().waitFor();
    },
  },
];
