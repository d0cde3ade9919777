import type { Page } from 'playwright-core';
import type { Listing } from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { alertsOf, type TestApp } from './app.ts';
import type { SampleJuly } from './sample-july.ts';
import type { Say } from './say.ts';

/** Something that a person can open, or a state that a screen can fall into, and how to get there. */
export interface Opened {
  name: string;
  /** The page it is on; `{project}` and the like are filled in from the sample. */
  path: string;
  /**
   * A modal takes the focus, keeps Tab inside, closes on Escape and gives the focus back; so does a menu, which one
   * goes through with arrows; a panel beside a slide lets Tab go on. A part opens in the page itself.
   */
  kind: 'modal' | 'menu' | 'panel' | 'part';
  open: (page: Page, say: Say) => Promise<void>;
  /** Undoes what would still be there on the next page. */
  leave?: (page: Page) => Promise<void>;
  /** What a file says on it, also where a text of the other language happens to say the same. */
  said?: readonly string[];
}

const network = '13052923P00C785100037';
const fibre = '13052923P00533C10004D';
const saving = '13052923P005840113194';

/** What waits for somebody on the sample's screens beside what the year itself brings. Answers what was said. */
export async function leaveWork({ app, project }: SampleJuly): Promise<string> {
  const said = {
    reason: '录入时看错金额',
    note: '重新抽测',
    source: '设备后台',
    result: '故障线路已更换并复测',
    owner: '王磊',
    measure: '更换故障线路',
    silence: '供应商本周末复测',
    declared: '中标价低于预算',
    evidence: 'https://10.1.2.3/retest',
    file: '复测.png',
    token: '审计程序',
    wall: '门厅电视',
    columns: '单号办理日科目实付',
  };
  const { items } = await app.ok<Listing<Expenditure>>('GET', '/expenditures?limit=500');
  const voucher = items.find((one) => one.projectCode === network && one.kind === 'payment');
  if (!voucher) throw new Error('the network has no voucher');
  const { voucherNo, projectCode, postedOn: paidOn } = voucher;
  const corrected = { voucherNo, projectCode, paidOn, amount: '12000.00', payee: voucher.payee ?? '' };
  await app.ok('POST', '/expenditures', { ...corrected, corrects: voucherNo, reason: said.reason });
  for (const [indicator, value] of [
    ['政务专网故障率', '4.1%'],
    ['活动参与者满意率', '98%'],
  ] as const) {
    const about = { projectCode: network, indicator, period: '2023-06-30', measuredOn: '2023-07-11' };
    await app.ok('POST', '/measurements', { ...about, value, note: said.note, source: said.source });
  }
  const values = await app.ok<Listing<{ id: number }>>('GET', '/measurements?limit=1&state=provisional');
  await app.ok('POST', `/measurements/${values.items[0]?.id}/evidence`, { url: said.evidence });
  const [missed] = await alertsOf(app, `&project=${network}&kind=INDICATOR_MISSED`);
  const { owner, measure } = said;
  const promise = { owner, measure, cause: '硬件条件保障', promisedOn: '2023-07-28' };
  await app.ok('POST', `/alerts/${missed?.id}/acknowledge`, promise);
  await app.ok('POST', `/alerts/${missed?.id}/submit`, { result: said.result });
  const [risk] = await alertsOf(app, `&project=${project}&kind=INDICATOR_AT_RISK`);
  const matchers = { project, kind: 'INDICATOR_AT_RISK', subject: risk?.subject };
  await app.ok('POST', '/silences', { matchers, ends: '2023-07-20', reason: said.silence });
  await app.ok('POST', `/projects/${saving}/finish?year=2023`, { reason: said.declared });
  return Object.values(said).join('').replaceAll(/\s/g, '');
}

/** Presses the button of that name; of several the first. */
async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

/** Opens the list that one of several is chosen from; it is named after what is chosen, too. */
async function list(page: Page, name: RegExp): Promise<void> {
  const anywhere = new RegExp(name.source.replace(/^\^/, ''));
  await page
    .locator('.choice-button')
    .and(page.getByRole('button', { name: anywhere }))
    .first()
    .click();
  await page.getByRole('listbox').waitFor();
}

/** Chooses every alert of the inbox, as on a phone one by one. */
async function choose(page: Page): Promise<void> {
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.check();
}

/** Chooses from the menu of further actions. */
async function more(page: Page, say: Say, item: string): Promise<void> {
  await press(page, say('alerts.more'));
  await page.getByRole('menuitem', { name: say(item) }).click();
}

/** Lets the server's answers to an address fail, as a broken server, a refusal or a lost network would. */
async function failing(page: Page, url: RegExp, how: 500 | 403 | 'offline'): Promise<void> {
  await page.route(url, (route) =>
    how === 'offline'
      ? route.abort('internetdisconnected')
      : route.fulfill({ status: how, contentType: 'application/problem+json', body: '{}' }),
  );
}

/** Answers as the server does, with something of it changed. */
async function changed<Answer>(page: Page, url: RegExp, change: (answer: Answer) => Answer): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const answer = change((await response.json()) as Answer);
    await route.fulfill({ response, json: answer });
  });
}

/** Asks everything anew, as a page that was just loaded does. */
async function again(page: Page): Promise<void> {
  await page.reload();
  await page.locator('h1').first().waitFor({ state: 'attached' });
}

/** Ends what was pretended. */
async function honest(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await page.locator('h1').first().waitFor({ state: 'attached' });
}

let count = 1;
const dialog = (page: Page) => page.locator('[role=dialog]').first();
const vouchersOf = `/expenditures?project=${network}`;

const shell: Opened[] = [
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

const alerts: Opened[] = [
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

const project: Opened[] = [
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

const ledgers: Opened[] = [
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

/** Throws the drafts away that typing left in the browser. */
async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (name.includes('draft')) localStorage.removeItem(name);
  });
  await again(page);
}

const imports: Opened[] = [
  {
    name: 'a question about the plan',
    path: '/import/{review}',
    kind: 'part',
    open: async (page) => {
      await page.locator('.work-row').first().click();
      await page.locator('.work-detail').waitFor();
    },
  },
  {
    name: 'putting a reading right, in its place',
    path: '/import/{review}',
    kind: 'part',
    open: async (page) => {
      await page.locator('.work-row').first().click();
      await page.keyboard.press('e');
      await page.locator('.work-detail form').first().waitFor();
    },
  },
  {
    name: 'putting a project right as it was read',
    path: '/import/{review}',
    kind: 'modal',
    open: async (page) => {
      await page.locator('.read .tools button').first().click();
      await dialog(page).waitFor();
    },
  },
  {
    name: 'a file whose columns are asked for',
    path: '/import/vouchers',
    kind: 'part',
    open: async (page) => {
      await bring(page, `单号,办理日,科目,实付\nK-1,2023-07-03,${fibre},1000\nK-2,2023-07-04,${fibre},2000`);
      await page.locator('.map-columns').waitFor();
    },
  },
  {
    name: 'a file that was checked',
    said: ['支付凭证号', '支付日期', '项目编码', '金额（万元）', '收款人'],
    path: '/import/vouchers',
    kind: 'part',
    open: async (page, say) => {
      const head = '支付凭证号,支付日期,项目编码,金额（万元）,收款人';
      await bring(
        page,
        `${head}\nK-3,2023-07-03,${fibre},0.1,示例软件公司\nK-4,2023-07-32,${fibre},八,示例软件公司`,
      );
      await page.getByRole('button', { name: say('imports.skip') }).waitFor();
    },
  },
];

async function bring(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').setInputFiles({ name: '七月.csv', mimeType: 'text/csv', buffer });
}

const meetings: Opened[] = [
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

const house: Opened[] = [
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

const troubles: Opened[] = [
  {
    name: 'a project that is not there',
    path: '/projects/NO-SUCH-CODE',
    kind: 'part',
    open: (page, say) => page.getByText(say('wrong.gone')).waitFor(),
  },
  ...([500, 403, 'offline'] as const).map(
    (how): Opened => ({
      name: `a page whose question fails: ${how}`,
      path: '/indicators',
      kind: 'part',
      open: async (page, say) => {
        await failing(page, /\/api\/v1\/indicators/, how);
        await again(page);
        await page.getByText(say('wrong.title')).waitFor({ timeout: 20_000 });
      },
      leave: honest,
    }),
  ),
  ...([500, 'offline'] as const).map(
    (how): Opened => ({
      name: `a write that fails: ${how}`,
      path: '/projects/{project}',
      kind: 'modal',
      open: async (page, say) => {
        await failing(page, /\/handovers/, how);
        await press(page, say('handover.open'));
        await dialog(page).getByLabel(say('handover.to')).fill('张敏');
        await dialog(page).getByLabel(say('handover.reason')).fill('张敏');
        await dialog(page)
          .getByRole('button', { name: say('handover.submit') })
          .click();
        await dialog(page).locator('.problem').waitFor();
      },
      leave: honest,
    }),
  ),
  {
    name: 'an evaluation that has stalled',
    path: '/',
    kind: 'part',
    open: async (page, say) => {
      await changed<{ lastEvaluation: object }>(page, /\/api\/v1\/system/, (one) => ({
        ...one,
        training: false,
        lastEvaluation: { ...one.lastEvaluation, at: '2023-07-01T01:00:00Z' },
      }));
      await again(page);
      await page.getByText(say('band.stalled')).waitFor();
    },
    leave: honest,
  },
  {
    name: 'a year without a plan yet',
    path: '/',
    kind: 'part',
    open: async (page, say) => {
      await changed<object>(page, /\/api\/v1\/system/, (one) => ({
        ...one,
        today: '2024-01-05',
        coveredTo: '2023-12-31',
      }));
      await again(page);
      await page.getByText(say('band.oldYear')).waitFor();
    },
    leave: honest,
  },
];

/** Everything on the sample's screens in July that opens, or fails. */
export const opened: readonly Opened[] = [
  ...[...shell, ...alerts, ...project, ...ledgers],
  ...[...imports, ...meetings, ...house, ...troubles],
];

/** Screens before anything has happened: their next step has to be said. */
export const bare = [
  ...['/', '/alerts', '/rectification', '/expenditures', '/indicators', '/entry', '/entry/measurements'],
  ...['/meetings', '/papers', '/runs', '/imports', '/closing', '/audit', '/people', '/tokens'],
  ...[`/projects/${fibre}`, `/papers/${fibre}/monitoring`, '/rules', '/me'],
];

/** An alert nobody has acknowledged, and one whose result waits to be looked at. */
export async function alertsByState(app: TestApp): Promise<{ fresh: string; submitted: string }> {
  const [open] = await alertsOf(app, '&handling=open&kind=FORECAST_SHORT');
  const [submitted] = await alertsOf(app, '&handling=submitted');
  return { fresh: open?.id ?? '', submitted: submitted?.id ?? '' };
}
