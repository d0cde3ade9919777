import { useTranslation } from 'react-i18next';
import type { MeetingAction } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';

/** An action of an earlier meeting as it stood: what, who, by when, and what came of it. */
export function ActionFacts({ action }: { action: MeetingAction }) {
  const { t } = useTranslation();
  const { what, who, by, state, overdue, result, answer, meetingTitle } = action;
  return (
    <dl className="facts">
      <dt>{t('actions.what')}</dt>
      <dd>{what}</dd>
      <dt>{t('slide.who')}</dt>
      <dd>{who}</dd>
      <dt>{t('slide.by')}</dt>
      <dd>
        {fullDayText(by, spokenLanguage())}
        {overdue && <strong className="word red"> {t('slide.overdue')}</strong>}
      </dd>
      <dt>{t('slide.state')}</dt>
      <dd>{t(`actions.states.${state}`)}</dd>
      {result && (
        <>
          <dt>{t('slide.result')}</dt>
          <dd>{result}</dd>
        </>
      )}
      {answer && (
        <>
          <dt>{t('slide.answer')}</dt>
          <dd>{answer}</dd>
        </>
      )}
      <dt>{t('actions.from')}</dt>
      <dd>{meetingTitle}</dd>
    </dl>
  );
}
