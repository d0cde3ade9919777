import { mayBePinyin } from '#shared/pinyin.ts';
import type { Params } from './request.ts';

/** What the URL may narrow a list by, and the order that the list has until another is chosen. */
export interface TableOf {
  filters: readonly string[];
  sort?: string;
}

export const projectList: TableOf = { filters: ['plan', 'results', 'yearEnd', 'elapsed', 'section'] };
export const alertList: TableOf = {
  filters: ['condition', 'severity', 'kind', 'project', 'handling', 'muted', 'inbox'],
  sort: 'gravity',
};
export const rectificationList: TableOf = { filters: ['project', 'handling', 'late'], sort: 'promisedOn' };
export const expenditureList: TableOf = {
  filters: ['project', 'payment', 'fund', 'paidFrom', 'paidTo'],
  sort: '-paidOn',
};
export const indicatorList: TableOf = { filters: ['project', 'duty', 'state'] };
export const runList: TableOf = { filters: ['trigger', 'failed', 'news'] };
export const importList: TableOf = { filters: ['file', 'came'] };
export const planDocumentList: TableOf = { filters: ['state'], sort: '-at' };
export const auditList: TableOf = { filters: ['who', 'project', 'action', 'outcome', 'from', 'to'] };

/** The filters and the order of a list as the URL has them, without what is searched for. */
export function narrowing(params: URLSearchParams, { filters, sort }: TableOf): Params {
  const given = Object.fromEntries(filters.map((name) => [name, params.get(name) ?? undefined]));
  return { ...given, sort: params.get('sort') ?? sort };
}

/**
 * What the URL asks a list for; undefined where it searches for letters that may be pinyin, for then the names of the
 * projects have to be known first.
 */
export function listAsked(params: URLSearchParams, list: TableOf): Params | undefined {
  const letters = params.get('q')?.trim() ?? '';
  if (mayBePinyin(letters)) return undefined;
  return { ...narrowing(params, list), ...(letters && { q: letters }) };
}
