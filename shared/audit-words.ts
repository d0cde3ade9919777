import { actions } from './rights.ts';

/** Who acts: somebody with an account, a token, whoever is at the server's console, the product itself, a stranger. */
export const auditKinds = ['person', 'machine', 'console', 'product', 'stranger'] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What is done, in the words of rights, and what takes no right of its own. */
export const auditActions = [
  ...actions,
  'sign_in',
  'sign_out',
  'own_account',
  'export',
  'run_server',
] as const;
export type AuditAction = (typeof auditActions)[number];
