import { dialog, forget, press } from './doing.ts';
import type { Opened } from './opened.ts';

/** What opens in meetings. */
export const meetings: Opened[] = [
  {
    name: 'opening a meeting',
    path: '/meetings',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('meetings.open'));
      await dialog(page)
        .getByRole('button', { name: say('opening.go') })
        .waitFor();
    },
  },
  {
    name: 'the result of an action',
    path: '/meetings',
    kind: 'modal',
    open: (page, say) => press(page, say('actions.submit')),
  },
  {
    name: 'closing a meeting',
    path: '/meetings/{meeting}',
    kind: 'modal',
    open: (page, say) => press(page, say('meeting.close')),
  },
  {
    name: 'what is known of a meeting, to change',
    path: '/meetings/{meeting}',
    kind: 'part',
    open: (page, say) => press(page, say('meeting.edit')),
  },
  {
    name: 'a statement with nothing said',
    path: '/meetings/{meeting}/items/{item}',
    kind: 'part',
    open: async (page, say) => {
      await page.getByLabel(say('statement.explanation')).fill('');
      await press(page, say('statement.save'));
      await page.locator('.field-error').first().waitFor();
    },
    leave: (page) => forget(page),
  },
  ...(['?', 'n', 'v', 'c', 'a'] as const).map(
    (key): Opened => ({
      name: `presenting, what ${key} opens`,
      path: '/meetings/{meeting}/present?item=1',
      kind: 'panel',
      open: async (page) => {
        await page.locator('.present-foot').waitFor();
        await page.keyboard.press(key);
        await page.locator('.panel').waitFor();
      },
    }),
  ),
];
