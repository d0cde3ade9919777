import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { alertList, auditList } from '../../client/data/tables.ts';
import { chosenOf, type Filter } from '../../client/ui/table/filters.ts';
import { alertFilters } from '../../client/views/alerts/filters.tsx';
import { auditFilters } from '../../client/views/audit/filters.ts';

const filters: Filter[] = [
  {
    ...{ kind: 'several', name: 'severity', label: '级别' },
    items: [
      { id: 'critical', text: '严重' },
      { id: 'warning', text: '预警' },
    ],
  },
  { ...{ kind: 'one', name: 'kind', label: '类别', all: '全部' }, items: [{ id: 'payment', text: '支付' }] },
  { kind: 'day', name: 'from', label: '从' },
  { kind: 'flag', name: 'late', label: '承诺逾期' },
  { kind: 'project', name: 'project', label: '项目' },
];

const chosen = (query: string) => {
  const params = new URLSearchParams(query);
  const projectName = (code: string) => (code === 'A1' ? '光纤租赁' : undefined);
  return chosenOf(filters, (name) => params.get(name), { comma: '、', projectName }).map(
    ({ label, text }) => [label, text],
  );
};

// biome-ignore format: one case a line
test.for([
  ['',                              [],                              'nothing'],
  ['severity=critical,warning',     [['级别', '严重、预警']],         'several in one'],
  ['late=true&kind=payment',        [['类别', '支付'], ['承诺逾期', undefined]], 'in the order of the filters'],
  ['project=A1',                    [['项目', '光纤租赁']],           'a project by its name'],
  ['project=B9',                    [['项目', 'B9']],                'one that is not known by its code'],
  ['kind=odd&from=2023-03-01',      [['类别', 'odd'], ['从', '2023-03-01']], 'what no filter offers as it stands'],
  ['other=1',                       [],                              'what is no filter'],
] as const)('“%s” says %j: %s', ([query, said]) => {
  expect(chosen(query)).toEqual(said);
});

test('what filters write into the URL, their list is asked for', () => {
  const t = ((key: string) => key) as TFunction;
  const unasked = (offered: readonly Filter[], asked: readonly string[]) =>
    offered.filter(({ name }) => !asked.includes(name));
  expect(unasked(alertFilters(t), alertList.filters)).toEqual([]);
  expect(unasked(auditFilters(t), auditList.filters)).toEqual([]);
});
