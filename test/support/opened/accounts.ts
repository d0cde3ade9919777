import { again, changed, dialog, honest, press } from './doing.ts';
import type { Opened } from './opened.ts';

/** Names that were given out: of two accounts or links none has the name of the other. */
let count = 1;

/** What opens among accounts, tokens and the trail. */
export const accounts: Opened[] = [
  {
    name: 'a new account',
    path: '/people',
    kind: 'modal',
    open: (page, say) => press(page, say('people.invite')),
  },
  {
    name: 'an account, and being asked whether one is sure',
    path: '/people',
    kind: 'modal',
    open: async (page, say) => {
      await page
        .getByRole('button', { name: say('people.edit') })
        .last()
        .click();
      await dialog(page)
        .getByRole('button', { name: say('people.disable') })
        .click();
    },
  },
  {
    name: 'a password to hand out',
    path: '/people',
    kind: 'modal',
    open: async (page, say) => {
      await page
        .getByRole('button', { name: say('people.edit') })
        .last()
        .click();
      await dialog(page)
        .getByRole('button', { name: say('people.reset') })
        .click();
      await dialog(page)
        .getByRole('button', { name: say('people.sure') })
        .click();
      await page.locator('.handed-out').first().waitFor();
    },
  },
  {
    name: 'the rules of signing in',
    path: '/people',
    kind: 'modal',
    open: (page, say) => press(page, say('people.rules')),
  },
  {
    name: 'nobody that fits',
    path: '/people?q=zzzz',
    kind: 'part',
    open: (page, say) => page.getByText(say('people.none')).waitFor(),
  },
  {
    name: 'a new token',
    path: '/tokens',
    kind: 'modal',
    open: (page, say) => press(page, say('tokens.create')),
  },
  {
    name: 'a token that was made',
    path: '/tokens',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('tokens.create'));
      await dialog(page).getByLabel(say('tokens.name')).fill(`审计程序${count++}`);
      await dialog(page).getByRole('button').last().click();
      await page.locator('.handed-out').waitFor();
    },
  },
  {
    name: 'revoking a token',
    path: '/tokens',
    kind: 'modal',
    open: (page, say) => press(page, say('tokens.revoke')),
  },
  {
    name: 'a new link for a wall',
    path: '/tokens',
    kind: 'modal',
    open: (page, say) => press(page, say('wallLinks.create')),
  },
  {
    name: 'a link for a wall that was made',
    path: '/tokens',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('wallLinks.create'));
      await dialog(page).locator('input').first().fill(`门厅电视${count++}`);
      await dialog(page).getByRole('button').last().click();
      await page.locator('.handed-out').waitFor();
    },
  },
  {
    name: 'a second factor, the password first',
    path: '/me',
    kind: 'modal',
    open: (page, say) => press(page, say('me.setUp')),
  },
  {
    name: 'a second factor, what is scanned',
    path: '/me',
    kind: 'modal',
    open: async (page, say) => {
      await press(page, say('me.setUp'));
      await dialog(page).locator('input').first().fill('a-password-for-tests');
      await dialog(page)
        .getByRole('button', { name: say('second.begin') })
        .click();
      await dialog(page).getByRole('img').waitFor();
    },
  },
  {
    name: 'new recovery codes, the password first',
    path: '/me',
    kind: 'modal',
    open: async (page, say) => {
      await changed<{ secondFactor: object }>(page, /\/api\/v1\/me$/, (one) => ({
        ...one,
        secondFactor: { ...one.secondFactor, since: '2023-07-01T01:00:00Z', recoveryCodesLeft: 8 },
      }));
      await page.route(/\/api\/v1\/me\/recovery-codes/, (route) => {
        const recoveryCodes = Array.from({ length: 10 }, (_, at) => `k3fq-${at}m2x`);
        return route.fulfill({ json: { recoveryCodes } });
      });
      await again(page);
      await press(page, say('me.newCodes'));
    },
    leave: honest,
  },
  {
    name: 'a password that is refused',
    path: '/me',
    kind: 'part',
    open: async (page, say) => {
      await page.getByLabel(say('password.current')).fill('wrong');
      await page.getByLabel(say('password.next')).first().fill('short');
      await page.getByLabel(say('password.again')).fill('other');
      await press(page, say('password.submit'));
      await page.locator('.field-error').first().waitFor();
    },
  },
  {
    name: 'an entry of the audit trail',
    path: '/audit',
    kind: 'modal',
    open: (page) => page.locator('tbody button').first().click(),
  },
  {
    name: 'how long the audit trail is kept',
    path: '/audit',
    kind: 'modal',
    open: (page, say) => press(page, say('audit.retention')),
  },
];
