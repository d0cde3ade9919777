import { choose, dialog, list, more, press } from './doing.ts';
import type { Opened } from './opened.ts';

/** What opens among the alerts. */
export const alerts: Opened[] = [
  {
    name: 'the keys of the inbox',
    path: '/alerts',
    kind: 'modal',
    open: (page, say) => press(page, say('inbox.keys')),
  },
  {
    name: 'a filter of the inbox',
    path: '/alerts',
    kind: 'menu',
    open: (page, say) => list(page, say('alerts.kind')),
  },
  {
    name: 'some alerts chosen',
    path: '/alerts',
    kind: 'part',
    open: choose,
  },
  {
    name: 'acknowledging several',
    path: '/alerts',
    kind: 'modal',
    open: async (page, say) => {
      await choose(page);
      await press(page, say('bulk.acknowledge'));
      await dialog(page).getByRole('radiogroup').first().waitFor();
    },
  },
  {
    name: 'silencing several',
    path: '/alerts',
    kind: 'modal',
    open: async (page, say) => {
      await choose(page);
      await press(page, say('bulk.silence'));
    },
  },
  {
    name: 'acknowledging from the list what cannot be acknowledged',
    path: '/alerts?handling=acknowledged',
    kind: 'modal',
    open: async (page) => {
      await page.locator('tbody th a').first().press('a');
    },
  },
  {
    name: 'acknowledging one, with nothing said',
    path: '/alerts?handling=open&kind=INDICATOR_MISSED',
    kind: 'modal',
    open: async (page, say) => {
      await page.locator('tbody th a').first().press('a');
      await dialog(page)
        .getByRole('button', { name: say('handle.acknowledged') })
        .click();
      await dialog(page).locator('.field-error').first().waitFor();
    },
  },
  {
    name: 'nothing that fits the search',
    path: '/alerts?q=zzzz',
    kind: 'part',
    open: (page, say) => page.locator('main').getByText(say('tables.none')).waitFor(),
  },
  {
    name: 'a part of the inbox with nothing in it',
    path: '/alerts?inbox=overdue',
    kind: 'part',
    open: (page, say) => page.getByText(say('inbox.emptyOverdue')).waitFor(),
  },
  {
    name: 'the further actions of an alert',
    path: '/alerts/{alert}',
    kind: 'menu',
    open: (page, say) => press(page, say('alerts.more')),
  },
  {
    name: 'acknowledging again',
    path: '/alerts/{fresh}',
    kind: 'modal',
    open: (page, say) => press(page, say('move.acknowledge')),
  },
  ...(['rectify', 'accept'] as const).map(
    (move): Opened => ({
      name: `the words of ${move}`,
      path: '/alerts/{alert}',
      kind: 'modal',
      open: (page, say) => more(page, say, `move.${move}`),
    }),
  ),
  {
    name: 'submitting a result, with nothing said',
    path: '/alerts/{alert}',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('move.submit'));
      await dialog(page)
        .getByRole('button', { name: say('move.submit') })
        .click();
      await dialog(page).locator('.field-error').first().waitFor();
    },
  },
  {
    name: 'returning a result',
    path: '/alerts/{submitted}',
    kind: 'modal',
    open: (page, say) => press(page, say('move.return')),
  },
  {
    name: 'silencing one',
    path: '/alerts/{alert}',
    kind: 'modal',
    open: async (page, say) => {
      await more(page, say, 'move.silence');
      await dialog(page).locator('.hidden-alerts p').first().waitFor();
    },
  },
  {
    name: 'what an alert rests on, a voucher of it',
    path: '/alerts/{alert}',
    kind: 'modal',
    open: async (page) => {
      await page.locator('.basis table button.link').first().click();
      await dialog(page).locator('.history').waitFor();
    },
  },
  {
    name: 'what an alert rests on, a value of it',
    path: '/alerts/{submitted}',
    kind: 'modal',
    open: async (page) => {
      await page.locator('.basis table button.link').first().click();
      await dialog(page).locator('li').first().waitFor();
    },
  },
];
