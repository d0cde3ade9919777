import type { Page } from 'playwright-core';
import type { SampleJuly } from '../support/sample-july.ts';

/** One picture of the tour: where it is taken, and what has to stand there first. */
export interface Shot {
  name: string;
  path: (july: SampleJuly) => string;
  ready: (page: Page) => Promise<unknown>;
}

const drawn = (page: Page) => page.locator('.curve .end-label').first().waitFor();

/** The pictures of docs/tour.md, in its order. */
export const shots: readonly Shot[] = [
  { name: 'overview', path: () => '/', ready: drawn },
  { name: 'project', path: ({ project }) => `/projects/${project}`, ready: drawn },
  { name: 'alerts', path: () => '/alerts', ready: (page) => page.locator('tbody tr').first().waitFor() },
  {
    name: 'alert',
    path: ({ alert }) => `/alerts/${alert}`,
    ready: (page) => page.getByText('七月下旬办理验收').first().waitFor(),
  },
  {
    name: 'import',
    path: ({ review }) => `/import/${review}`,
    ready: (page) => page.getByText('软件正版化').first().waitFor(),
  },
  {
    name: 'entry',
    path: () => '/entry/measurements',
    ready: (page) => page.getByRole('textbox').first().waitFor(),
  },
  { name: 'meeting', path: ({ meeting }) => `/meetings/${meeting}/present?item=1`, ready: drawn },
  { name: 'wall', path: () => '/wall', ready: (page) => page.locator('.wall-sentence').first().waitFor() },
];
