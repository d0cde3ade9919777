import { dialog, forget, press } from './doing.ts';
import type { Opened } from './opened.ts';
import { fibre, network } from './sample-codes.ts';

const vouchersOf = `/expenditures?project=${network}`;

/** What opens among vouchers and values. */
export const ledgers: Opened[] = [
  {
    name: 'a voucher and its history',
    path: vouchersOf,
    kind: 'modal',
    open: async (page) => {
      await page.locator('tbody th button').first().click();
      await dialog(page).locator('.history').waitFor();
    },
  },
  ...(['correct', 'refund', 'reversal'] as const).map(
    (step): Opened => ({
      name: `a voucher: ${step}`,
      path: `/expenditures?project=${fibre}`,
      kind: 'modal',
      open: async (page, say) => {
        await page.locator('tbody th button').first().click();
        await dialog(page)
          .getByRole('button', { name: say(`history.${step}`) })
          .click();
        await dialog(page).locator('form').waitFor();
      },
    }),
  ),
  {
    name: 'withdrawing a correction',
    path: '/expenditures',
    kind: 'modal',
    open: (page, say) => press(page, say('history.withdraw')),
  },
  {
    name: 'no voucher that fits',
    path: '/expenditures?q=zzzz',
    kind: 'part',
    open: (page, say) => page.locator('main').getByText(say('tables.none')).waitFor(),
  },
  {
    name: 'vouchers that the server refuses',
    path: '/entry',
    kind: 'part',
    open: async (page, say) => {
      await page.locator('.entry tbody input').first().fill('T-1');
      await page.locator('.entry tbody input').nth(2).fill('1');
      await press(page, say('entry.store'));
      await page.locator('[aria-invalid=true]').first().waitFor();
    },
    leave: (page) => forget(page),
  },
  {
    name: 'a value and what belongs to it',
    path: `/entry/measurements?project=${network}`,
    kind: 'part',
    open: async (page) => {
      await page.locator('[data-cell]').nth(2).click();
      await page.locator('.cell-details').waitFor();
    },
  },
  {
    name: 'a value that is typed, with a file',
    path: '/entry/measurements?project={project}',
    kind: 'part',
    open: async (page) => {
      const cell = page.locator('[data-cell]').nth(2);
      await cell.click();
      await cell.fill('3.1%');
      const buffer = Buffer.from('1');
      await page
        .locator('.cell-details input[type=file]')
        .last()
        .setInputFiles({ name: '复测.png', mimeType: 'image/png', buffer });
    },
    leave: (page) => forget(page),
  },
  {
    name: 'what is due, to fill in',
    path: '/entry/measurements',
    kind: 'modal',
    open: (page, say) => press(page, say('entry.fillIn')),
  },
  {
    name: 'returning a value',
    path: '/entry/measurements',
    kind: 'modal',
    open: async (page, say) => {
      await page
        .getByRole('button', { name: say('entry.return') })
        .last()
        .click();
    },
  },
];
