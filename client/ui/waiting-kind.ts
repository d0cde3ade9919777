/** What kind of page is coming: its frame is drawn before its figures are here. */
export type WaitingKind = 'overview' | 'project' | 'table' | 'form' | 'part';

const forms = /^\/(?:me|welcome|entry\/ledger|import|papers|closing)(?:\/|$)/;

/** The kind of the page at an address. What is neither the overview, one thing, nor a form is a table. */
export function waitingKind(path: string): WaitingKind {
  if (path === '/') return 'overview';
  if (/^\/(?:projects|alerts|meetings)\/./.test(path)) return 'project';
  return forms.test(path) ? 'form' : 'table';
}
