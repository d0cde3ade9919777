import { useSyncExternalStore } from 'react';
import type { Session } from '#shared/api.ts';
import type { AlertNews } from '#shared/events.ts';
import type { Role } from '#shared/rights.ts';
import { notifyOf } from './notify.ts';
import { chime, hasSounds } from './sound.ts';

/** A piece of news on the screen for a while. */
export interface Toast {
  id: number;
  news: AlertNews;
}

const lastsMs = 8_000;
const most = 3;
let shown: readonly Toast[] = [];
let next = 1;
const watchers = new Set<() => void>();

/** Whether a piece of news is worth a toast: warnings and critical ones that open, rise or resolve. */
export function worthToast({ transition, alert }: AlertNews): boolean {
  // What another alert mutes is shown in the lists, but does not call for attention by itself.
  if (transition === 'changed' || alert.condition === 'pending' || alert.mutedBy) return false;
  // What comes and goes asks for a look at the data, not for attention each time.
  if (alert.flappingSince) return false;
  return alert.severity === 'warning' || alert.severity === 'critical';
}

/** Who reads the news. */
export type Reader = Pick<Session, 'username' | 'name' | 'roles' | 'sees'>;

/** From which severity on a role is told of what is somebody else's; one that stands nowhere is told of none. */
const toldFrom: Partial<Record<Role, 'warning' | 'critical'>> = {
  section_head: 'warning',
  finance: 'warning',
  manager: 'critical',
  leader: 'critical',
  treasury: 'critical',
};

/**
 * Whether a piece of news concerns who reads it: of the own projects everything, of others by role. Who sees the
 * own projects alone hears of no others. That nothing is evaluated any more is the admin's affair.
 */
export function mattersTo({ alert }: AlertNews, { username, name, roles, sees }: Reader): boolean {
  if (sees === 'own' || alert.owner === name || alert.owner === username) return true;
  if (alert.kind === 'EVALUATION_STALLED' && roles.includes('admin')) return true;
  return roles.some((role) => {
    const from = toldFrom[role as Role];
    return from === 'warning' || (from === 'critical' && alert.severity === 'critical');
  });
}

/**
 * Shows what is worth it and matters for eight seconds, the newest three at a time; critical ones are heard, where
 * one wants that, and while the page is out of sight the system tells of them, where it may.
 */
export function tellNews(news: readonly AlertNews[], reader: Reader): void {
  const told = news.filter((each) => worthToast(each) && mattersTo(each, reader));
  const added = told.map((each) => ({ id: next++, news: each }));
  if (added.length === 0) return;
  update([...shown, ...added].slice(-most));
  notifyOf(told);
  const isCritical = ({ news: { alert } }: Toast) =>
    alert.severity === 'critical' && alert.condition === 'firing';
  if (hasSounds() && added.some(isCritical)) chime();
  setTimeout(() => update(shown.filter((toast) => !added.includes(toast))), lastsMs);
}

/** Takes a toast away before its time; one that is gone already stays gone. */
export function dismiss(id: number): void {
  update(shown.filter((toast) => toast.id !== id));
}

/** The toasts on the screen now. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => shown,
  );
}

function update(toasts: readonly Toast[]) {
  shown = toasts;
  for (const tell of watchers) tell();
}
