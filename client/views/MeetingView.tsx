import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { meeting } from '../data/questions.ts';
import { fullDayText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { Download } from '../ui/Download.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { Agenda } from './meetings/Agenda.tsx';
import { agendaCounts, statementsOf } from './meetings/agenda.ts';
import { CloseMeeting } from './meetings/CloseMeeting.tsx';
import { MeetingDetails } from './meetings/MeetingDetails.tsx';
import { UnsentState } from './meetings/UnsentState.tsx';
import { useTyped } from './meetings/useOutbox.ts';
import '../text/with-meetings.ts';
import './meetings/meetings.css';

/** A meeting before and after it is held: the agenda, what is known of it, and the papers it leaves. */
export default function MeetingView({ id }: { id: string }) {
  const { t } = useTranslation();
  const known = useTyped(useSuspenseQuery(meeting(id)).data);
  const [isClosing, setClosing] = useState(false);
  const [, go] = useLocation();
  const language = spokenLanguage();
  const { items, may, overview, state, warnings } = known;
  const statements = statementsOf(items);
  const taken = items.filter(({ included }) => included);
  const none = overview ? 'agenda.noneAll' : 'agenda.noneOwn';
  return (
    <div className="page meeting">
      <header className="meeting-head">
        <p className="note">
          <To to="/meetings" className="link">
            {t('meeting.list')}
          </To>{' '}
          · {known.department?.name ?? overview?.department?.name ?? t('meetings.whole')}
        </p>
        <div className="page-head">
          <h1>{known.title}</h1>
          <span className={state === 'open' ? 'tag' : 'tag muted'}>{t(`meetings.states.${state}`)}</span>
        </div>
        <p className="note">
          {t('meeting.frozen', {
            asOf: fullDayText(known.asOf, language),
            knownAt: instantText(known.knownAt, language),
            by: known.openedBy,
          })}
          {known.closedAt &&
            ` ${t('meeting.closedBy', { by: known.closedBy, at: instantText(known.closedAt, language) })}`}
        </p>
      </header>
      <div className="actions meeting-actions">
        {taken.length > 0 && (
          <button
            type="button"
            className="button primary"
            onClick={() => go(`/meetings/${id}/present?item=0`)}
          >
            {t('meeting.present')}
          </button>
        )}
        <To to={`/meetings/${id}/compare`} className="button">
          {t('meeting.compare')}
        </To>
        <To to={`/meetings/${id}/pack`} className="button">
          {t('meeting.print')}
        </To>
        <span className="papers-of">
          <span className="note">{t('meeting.pack')}</span>
          <Download
            path={`meetings/${id}/pack?format=docx`}
            label={`${t('meeting.pack')} ${t('meeting.docx')}`}
          >
            {t('meeting.docx')}
          </Download>
          <Download
            path={`meetings/${id}/pack?format=xlsx`}
            label={`${t('meeting.pack')} ${t('meeting.xlsx')}`}
          >
            {t('meeting.xlsx')}
          </Download>
        </span>
        <span className="papers-of">
          <span className="note">{t('meeting.minutes')}</span>
          <Download
            path={`meetings/${id}/minutes?format=docx`}
            label={`${t('meeting.minutes')} ${t('meeting.docx')}`}
          >
            {t('meeting.docx')}
          </Download>
        </span>
        <span className="grow" />
        <UnsentState meeting={id} />
        {may.hold && state === 'open' && (
          <button type="button" className="button" onClick={() => setClosing(true)}>
            {t('meeting.close')}
          </button>
        )}
      </div>
      {warnings.length > 0 && (
        <div className="warned" role="note">
          <strong>{t('meeting.warnings')}</strong>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="meeting-columns">
        <section aria-labelledby="agenda">
          <div className="head-line">
            <h2 id="agenda">
              {t('agenda.title')}{' '}
              <small>
                {agendaCounts(items)
                  .map(([kind, count]) => `${t(`agendaKind.${kind}`)} ${count}`)
                  .join(t('comma'))}
              </small>
            </h2>
            {statements.of > 0 && <span className="note">{t('meeting.statements', { ...statements })}</span>}
          </div>
          {items.length === 0 ? <EmptyState>{t(none)}</EmptyState> : <Agenda meeting={known} />}
        </section>
        <MeetingDetails meeting={known} />
      </div>
      {isClosing && <CloseMeeting meeting={known} onClose={() => setClosing(false)} />}
    </div>
  );
}
