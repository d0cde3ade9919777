import type { SampleJuly } from './sample-july.ts';

const year = 'year=2023';
/** Every page of the product for someone who may do everything; in braces stands what the sample has. */
export const everyPage: readonly string[] = [
  '/',
  `/?asOf=2023-03-31&${year}`,
  '/projects',
  '/projects/{project}',
  '/alerts',
  '/alerts/{alert}',
  '/rectification',
  '/expenditures',
  '/indicators',
  '/entry',
  '/entry/measurements',
  '/entry/ledger',
  '/import',
  '/import/vouchers',
  '/import/values',
  '/imports',
  '/imports/{run}',
  '/import/{review}',
  '/papers',
  '/papers/{project}/monitoring',
  '/papers/{project}/self-evaluation',
  '/papers/department/monitoring',
  '/papers/department/self-evaluation',
  '/meetings',
  '/meetings/{meeting}',
  '/meetings/{meeting}/items/{item}',
  '/meetings/{meeting}/compare',
  '/meetings/{meeting}/pack',
  '/meetings/{meeting}/present',
  '/meetings/{meeting}/present?item=1',
  '/rules',
  '/runs',
  '/closing',
  '/people',
  '/tokens',
  '/audit',
  '/me',
  '/no-such-page',
];

/** A page of the sample as an address. */
export function pageOf(july: SampleJuly, path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: keyof SampleJuly) => String(july[name]));
}
