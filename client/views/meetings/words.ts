import type { AgendaKind, Decision } from '#shared/meeting.ts';

// The words of the contract without its schemas: zod is no part of what users load.

/** What a meeting can decide, in the order of the keys 1 to 5. */
export const decisions = [
  'continue',
  'reallocate',
  'cancel',
  'rectify',
  'other',
] as const satisfies Decision[];

/** Why something is on the agenda, in the order in which a meeting takes it. */
export const agendaKinds = ['action', 'project', 'missing', 'good'] as const satisfies AgendaKind[];
