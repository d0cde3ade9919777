import { useTranslation } from 'react-i18next';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { UnsentState } from '../meetings/UnsentState.tsx';
import { decisions } from '../meetings/words.ts';
import type { Stroke } from './keys.ts';
import type { ShownTimer } from './useTimer.ts';

/** Where one is, what can be decided by which key, the time, and whether everything typed is with the server. */
export function Foot({
  meeting,
  item,
  at,
  count,
  timer,
  isReady,
  onStroke,
}: {
  meeting: Meeting;
  item: AgendaItem | undefined;
  at: number;
  count: number;
  timer: ShownTimer;
  isReady: boolean;
  onStroke: (stroke: Stroke) => void;
}) {
  const { t } = useTranslation();
  return (
    <footer className="present-foot">
      <div className="place">
        <button
          type="button"
          className="icon"
          aria-label={t('present.back')}
          disabled={at === 0}
          onClick={() => onStroke({ do: 'back' })}
        >
          ‹
        </button>
        <span className="figure" aria-live="polite">
          {at === 0 ? t('slide.cover') : t('present.position', { at, of: count })}
        </span>
        <button
          type="button"
          className="icon"
          aria-label={t('present.next')}
          disabled={at === count}
          onClick={() => onStroke({ do: 'next' })}
        >
          ›
        </button>
      </div>
      {item && meeting.may.hold ? (
        <fieldset className="deciding" aria-label={t('present.decision')}>
          {decisions.map((decision, index) => (
            <button
              key={decision}
              type="button"
              aria-pressed={item.decision?.decision === decision}
              onClick={() => onStroke({ do: 'decide', decision })}
            >
              <kbd>{index + 1}</kbd> {t(`decision.${decision}`)}
            </button>
          ))}
        </fieldset>
      ) : (
        <span className="deciding note">
          {item?.decision ? t(`decision.${item.decision.decision}`) : !item && isReady && t('present.ready')}
        </span>
      )}
      <UnsentState meeting={meeting.id} />
      <button
        type="button"
        className="plain time figure"
        title={t(timer.paused ? 'present.resume' : 'present.pause')}
        onClick={() => timer.toggle()}
      >
        {timer.paused ? <span className="word yellow">{t('present.paused')}</span> : t('present.time')}{' '}
        <b>{timer.slide}</b> {t('present.total')} <b>{timer.total}</b>
      </button>
      <div className="place">
        <button type="button" className="plain" onClick={() => onStroke({ do: 'open', panel: 'keys' })}>
          <kbd>?</kbd> {t('present.keys')}
        </button>
        <button
          type="button"
          className="plain"
          aria-label={`${t('present.full')} F`}
          title={t('present.full')}
          onClick={() => onStroke({ do: 'fullscreen' })}
        >
          <kbd>F</kbd>
        </button>
        <button
          type="button"
          className="plain"
          aria-label={`${t('present.leave')} Esc`}
          title={t('present.leave')}
          onClick={() => onStroke({ do: 'leave' })}
        >
          <kbd>Esc</kbd>
        </button>
      </div>
    </footer>
  );
}
