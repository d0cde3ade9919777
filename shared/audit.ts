/** Who acts: somebody with an account, a token, whoever is at the server's console, the product itself, a stranger. */
export const auditKinds = ['person', 'machine', 'console', 'product', 'stranger'] as const;
export type AuditKind = (typeof auditKinds)[number];
