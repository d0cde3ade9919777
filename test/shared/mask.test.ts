import { expect, test } from 'vitest';
import { maskPayee } from '#shared/mask.ts';

// biome-ignore format: one name a line
test.for([
  ['张小明', '张*'],
  ['欧阳小明', '欧*'],
  ['河北巨鹿科技有限公司', '河北**有限公司'],
  ['巨鹿县某某股份有限公司', '巨鹿**股份有限公司'],
  ['联通公司', '联**公司'],
  ['巨鹿县医院', '巨**医院'],
  ['巨鹿县人民政府办公', '巨鹿**'],
  ['John Smith Trading', 'J**'],
  ['', '*'],
] as const)('%s is shown as %s', ([name, shown]) => {
  expect(maskPayee(name)).toBe(shown);
});
