import i18next from 'i18next';
import { navigate } from 'wouter/use-browser-location';
import type { AlertNews } from '#shared/events.ts';
import { alertText } from './alert-text.ts';
import { remember, remembered } from './remember.ts';

/** How notifications stand in this browser: wanted and allowed, not wanted, forbidden, or impossible. */
export type Notifying = 'on' | 'off' | 'denied' | 'unavailable';

/** So many are told one by one; of more the number. */
const most = 3;

/** Whether the system tells of alerts while the page is out of sight. It hangs on this browser, not on the account. */
export function notifying(): Notifying {
  // Browsers lend notifications to https and to this computer itself only.
  if (!('Notification' in window) || !window.isSecureContext) return 'unavailable';
  if (remembered('notifications') !== 'on') return 'off';
  return Notification.permission === 'granted' ? 'on' : 'denied';
}

/** Turns notifications on or off; turning them on asks the browser, which asks the person. */
export async function chooseNotifying(on: boolean): Promise<Notifying> {
  remember('notifications', on ? 'on' : 'off');
  if (on && notifying() === 'denied') await Notification.requestPermission();
  return notifying();
}

/** Tells of news while nobody looks at the page; a click on one comes back to its alert. A storm is one notification. */
export function notifyOf(news: readonly AlertNews[]): void {
  if (!document.hidden || notifying() !== 'on') return;
  if (news.length > most) {
    show(i18next.t('notify.more', { count: news.length }), '', 'many', '/alerts');
    return;
  }
  for (const { transition, alert } of news) {
    const what = [i18next.t(`kind.${alert.kind}`), alert.projectName].filter(Boolean).join(' · ');
    const title = `${i18next.t(`transition.${transition}`)}${i18next.t('colon')}${what}`;
    show(title, alertText(alert, i18next.t), alert.id, `/alerts/${alert.id}`);
  }
}

function show(title: string, body: string, tag: string, path: string): void {
  try {
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => {
      window.focus();
      navigate(path);
      notification.close();
    };
  } catch {
    // Some browsers of phones allow them to service workers only: then there are none.
  }
}
