import { dialog, press } from './doing.ts';
import type { Opened } from './opened.ts';
import { network, saving } from './sample-codes.ts';

/** What opens on the page of a project. */
export const project: Opened[] = [
  {
    name: 'trying out a payment and a value',
    path: '/projects/{project}',
    kind: 'part',
    open: async (page, say) => {
      await press(page, say('whatIf.open'));
      await page.getByLabel(say('whatIf.amount')).fill('4');
      await press(page, say('whatIf.addValue'));
      await page.getByText(say('whatIf.figures')).waitFor();
    },
  },
  {
    name: 'adjusting the budget',
    path: '/projects/{project}',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('adjust.open'));
      await dialog(page).getByLabel(say('adjust.budget')).waitFor();
    },
  },
  {
    name: 'adjusting the budget below what is spent',
    path: '/projects/{project}',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('adjust.open'));
      await dialog(page).getByLabel(say('adjust.budget')).fill('1');
      await dialog(page)
        .getByRole('button', { name: say('adjust.store') })
        .click();
      await dialog(page).locator('.field-error').first().waitFor();
    },
  },
  {
    name: 'declaring a project finished',
    path: '/projects/{project}',
    kind: 'modal',
    open: (page, say) => press(page, say('finish.declare')),
  },
  {
    name: 'a project that is declared finished',
    path: `/projects/${saving}`,
    kind: 'part',
    open: (page, say) => page.getByRole('button', { name: say('finish.approve') }).waitFor(),
  },
  {
    name: 'handing a project over',
    path: '/projects/{project}',
    kind: 'modal',
    open: (page, say) => press(page, say('handover.open')),
  },
  {
    name: 'the history of a value',
    path: `/indicators?project=${network}`,
    kind: 'modal',
    open: async (page) => {
      await page.locator('tbody td button.link').first().click();
      await dialog(page).locator('li').first().waitFor();
    },
  },
];
