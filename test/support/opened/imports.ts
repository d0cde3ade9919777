import { bring, dialog } from './doing.ts';
import type { Opened } from './opened.ts';
import { fibre } from './sample-codes.ts';

/** What opens while a plan or a file comes in. */
export const imports: Opened[] = [
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
