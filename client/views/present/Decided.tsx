import { useTranslation } from 'react-i18next';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { lastDecision } from './slide.ts';

/** What the last meeting decided of it, and what this one has decided so far. */
export function Decided({ item, previous }: { item: AgendaItem; previous: Meeting | undefined }) {
  const { t } = useTranslation();
  const { decision, actions } = item;
  const last = lastDecision(item, previous);
  return (
    <dl className="facts decided">
      {last && (
        <>
          <dt>{t('slide.last')}</dt>
          <dd>
            {t(`decision.${last.decision}`)}
            {last.text && `${t('colon')}${last.text}`}
          </dd>
        </>
      )}
      {decision && (
        <>
          <dt>{t('slide.decision')}</dt>
          <dd>
            <strong>{t(`decision.${decision.decision}`)}</strong>
            {decision.text && `${t('colon')}${decision.text}`}
          </dd>
        </>
      )}
      {actions.length > 0 && (
        <>
          <dt>{t('slide.actions')}</dt>
          <dd>
            <ol>
              {actions.map(({ id, what, who, by }) => (
                <li key={id}>
                  {what}{' '}
                  <span className="muted">
                    {who} · {t('slide.promised', { day: fullDayText(by, spokenLanguage()) })}
                  </span>
                </li>
              ))}
            </ol>
          </dd>
        </>
      )}
    </dl>
  );
}
