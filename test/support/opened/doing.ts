import type { Page } from 'playwright-core';
import type { Say } from '../say.ts';

/** Presses the button of that name; of several the first. */
export async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

/** Opens the list that one of several is chosen from; it is named after what is chosen, too. */
export async function list(page: Page, name: RegExp): Promise<void> {
  const anywhere = new RegExp(name.source.replace(/^\^/, ''));
  await page
    .locator('.choice-button')
    .and(page.getByRole('button', { name: anywhere }))
    .first()
    .click();
  await page.getByRole('listbox').waitFor();
}

/** Chooses every alert of the inbox, as on a phone one by one. */
export async function choose(page: Page): Promise<void> {
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.check();
}

/** Chooses from the menu of further actions. */
export async function more(page: Page, say: Say, item: string): Promise<void> {
  await press(page, say('alerts.more'));
  await page.getByRole('menuitem', { name: say(item) }).click();
}

/** Lets the server's answers to an address fail, as a broken server, a refusal or a lost network would. */
export async function failing(page: Page, url: RegExp, how: 500 | 403 | 'offline'): Promise<void> {
  await page.route(url, (route) =>
    how === 'offline'
      ? route.abort('internetdisconnected')
      : route.fulfill({ status: how, contentType: 'application/problem+json', body: '{}' }),
  );
}

/** Answers as the server does, with something of it changed. */
export async function changed<Answer>(
  page: Page,
  url: RegExp,
  change: (answer: Answer) => Answer,
): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const answer = change((await response.json()) as Answer);
    await route.fulfill({ response, json: answer });
  });
}

/** Asks everything anew, as a page that was just loaded does. */
export async function again(page: Page): Promise<void> {
  await page.reload();
  await page.locator('h1').first().waitFor({ state: 'attached' });
}

/** Ends what was pretended. */
export async function honest(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await page.locator('h1').first().waitFor({ state: 'attached' });
}

/** Throws the drafts away that typing left in the browser. */
export async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (name.includes('draft')) localStorage.removeItem(name);
  });
  await again(page);
}

/** Brings a file of rows, as choosing one does. */
export async function bring(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').setInputFiles({ name: '七月.csv', mimeType: 'text/csv', buffer });
}

/** The dialog that is open. */
export const dialog = (page: Page) => page.locator('[role=dialog]').first();
