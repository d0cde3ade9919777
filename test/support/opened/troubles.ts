import { again, changed, dialog, failing, honest, press } from './doing.ts';
import type { Opened } from './opened.ts';

/** What opens where something fails. */
export const troubles: Opened[] = [
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
