/** What the pages are called: the first word of their address, and the text that names them. */
const names = {
  '': 'nav.overview',
  projects: 'page.project',
  alerts: 'nav.alerts',
  rectification: 'nav.rectification',
  closing: 'page.closing',
  expenditures: 'nav.expenditures',
  indicators: 'nav.indicators',
  runs: 'page.runs',
  rules: 'nav.rules',
  entry: 'nav.entry',
  import: 'nav.import',
  imports: 'page.imports',
  me: 'page.me',
  audit: 'page.audit',
  people: 'page.people',
  tokens: 'page.tokens',
  papers: 'nav.papers',
  meetings: 'nav.meetings',
} as const;

/** The text that names the page at an address. */
export function pageName(path: string) {
  const [first = '', second] = path.split('/').slice(1);
  if (first === 'alerts' && second) return 'page.alert';
  return Object.hasOwn(names, first) ? names[first as keyof typeof names] : 'page.missing';
}

/** The title of a tab: how many critical alerts wait to be acknowledged, the page, the product. */
export function titleOf(page: string, product: string, unacknowledged: number): string {
  const title = `${page} · ${product}`;
  return unacknowledged > 0 ? `(${unacknowledged}) ${title}` : title;
}
