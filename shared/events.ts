import type { Alert, AlertTransition } from './alert.ts';

/** What may have become stale. The first element of every query key of the dashboard is one of these. */
export const topics = [
  'overview',
  'projects',
  'indicators',
  'alerts',
  'expenditures',
  'measurements',
  'plans',
  'ledger',
  'clock',
  'evaluations',
  'people',
  'rules',
  'meetings',
] as const;
export type Topic = (typeof topics)[number];

export interface Hello {
  seq: number;
  year: number;
  version: string;
}

/** Carries no data on purpose: the client refetches, so a lost message cannot mislead. */
export interface Changed {
  seq: number;
  topics: Topic[];
  /** Codes of the projects concerned; absent where all may be. */
  projects?: string[];
}

export interface AlertNews {
  transition: AlertTransition;
  alert: Alert;
}

export interface Progress {
  id: string;
  kind: string;
  done: number;
  total: number;
  message: string;
}

export interface ServerToClient {
  hello(message: Hello): void;
  changed(message: Changed): void;
  /** For the toast and the feed; said before the `changed` of the same commit. */
  alert(message: AlertNews & { seq: number }): void;
  /** Instead of `alert` where more than 20 come within 100 ms. */
  alerts(message: { seq: number; counts: Record<AlertTransition, number>; first: AlertNews[] }): void;
  progress(message: Progress): void;
}

export interface ClientToServer {
  watch(message: { year: number }): void;
}
