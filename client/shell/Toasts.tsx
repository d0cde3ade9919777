import { useTranslation } from 'react-i18next';
import { alertText } from '../ui/alert-text.ts';
import { LightMark } from '../ui/LightMark.tsx';
import { alertMark } from '../ui/marks.ts';
import { To } from '../ui/To.tsx';
import { dismiss, useToasts } from '../ui/toasts.ts';

/** News of alerts, each a sentence for some seconds. It is read out politely and never takes the focus. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (
    <section className="toasts" aria-label={t('shell.notifications')} aria-live="polite">
      {toasts.map(({ id, news: { alert, transition } }) => (
        <div key={id} className={`toast ${alert.condition === 'resolved' ? 'resolved' : alert.severity}`}>
          <LightMark mark={alertMark(alert)} />
          <To to={`/alerts/${alert.id}`} onClick={() => dismiss(id)}>
            <strong>
              {t(`transition.${transition}`)}
              {t('colon')}
              {t(`kind.${alert.kind}`)}
              {alert.projectName && ` · ${alert.projectName}`}
            </strong>
            <span>{alertText(alert, t)}</span>
          </To>
          <button type="button" className="icon" aria-label={t('shell.dismiss')} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </section>
  );
}
