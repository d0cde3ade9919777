import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { causeText } from '../../ui/event-text.ts';
import { ownWords } from './slide.ts';

/** The owner's cause, measure and promise; that nothing was said is said. */
export function OwnersWords({ item }: { item: AgendaItem }) {
  const { t } = useTranslation();
  const words = ownWords(item);
  const none = <span className="muted">{t('slide.none')}</span>;
  if (!words) return <p className="unsaid">{t('statement.none')}</p>;
  const { cause, explanation, measure, promisedOn } = words;
  const why = [cause && causeText(cause, t), explanation].filter(Boolean).join(t('colon'));
  return (
    <dl className="facts">
      <dt>{t('slide.cause')}</dt>
      <dd>{why || none}</dd>
      <dt>{t('slide.measure')}</dt>
      <dd>{measure || none}</dd>
      <dt>{t('slide.promise')}</dt>
      <dd>{promisedOn ? t('slide.promised', { day: fullDayText(promisedOn, spokenLanguage()) }) : none}</dd>
    </dl>
  );
}
