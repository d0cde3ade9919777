import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingLine } from '#shared/meeting.ts';
import { useMoment } from '../data/moment.ts';
import { meetingActions, meetings } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { fullDayText, nodeText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { ActionTable } from './meetings/ActionTable.tsx';
import { openStates } from './meetings/actions.ts';
import { OpenMeeting } from './meetings/OpenMeeting.tsx';
import '../text/with-meetings.ts';
import './meetings/meetings.css';

/** 调度会: the meetings that were held, the last one first, and what they decided that is not done yet. */
export default function MeetingsView() {
  const { t } = useTranslation();
  const { year } = useMoment();
  const { data: held } = useSuspenseQuery(meetings(year));
  const { data: actions } = useSuspenseQuery(meetingActions(openStates));
  const { may } = useRights();
  const [isOpening, setOpening] = useState(false);
  const mayHold = may('hold_meeting');
  const open = mayHold && (
    <button type="button" className="button primary" onClick={() => setOpening(true)}>
      {t('meetings.open')}
    </button>
  );
  return (
    <div className="page meetings">
      <div className="page-head">
        <h1>
          {t('meetings.title')}{' '}
          {held.items.length > 0 && <small>{t('meetings.count', { count: held.items.length })}</small>}
        </h1>
        <span className="grow" />
        {held.items.length > 0 && open}
      </div>
      {held.items.length === 0 ? (
        <EmptyState action={open}>{t(mayHold ? 'meetings.empty' : 'meetings.emptyMay')}</EmptyState>
      ) : (
        <MeetingTable items={held.items} />
      )}
      {(held.items.length > 0 || actions.items.length > 0) && (
        <section aria-labelledby="actions">
          <h2 id="actions">
            {t('actions.title')}{' '}
            {actions.items.length > 0 && <small>{t('actions.count', { count: actions.items.length })}</small>}
          </h2>
          {actions.items.length === 0 ? (
            <p className="muted pad">{t('actions.none')}</p>
          ) : (
            <ActionTable actions={actions.items} />
          )}
        </section>
      )}
      {isOpening && <OpenMeeting onClose={() => setOpening(false)} />}
    </div>
  );
}

function MeetingTable({ items }: { items: readonly MeetingLine[] }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const severalHouses = items.some(({ department }) => department !== null);
  return (
    <div className="scroll">
      <table className="table stacks" aria-label={t('meetings.list')}>
        <thead>
          <tr>
            <th scope="col">{t('meetings.name')}</th>
            <th scope="col">{t('meetings.node')}</th>
            <th scope="col">{t('meetings.held')}</th>
            <th scope="col" className="number">
              {t('meetings.decided')}
            </th>
            <th scope="col" className="number">
              {t('meetings.openActions')}
            </th>
            <th scope="col" className="col-state">
              {t('meetings.state')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, title, year, node, department, heldOn, counts, state }) => (
            <tr key={id} className="row-link">
              <th scope="row">
                <To to={`/meetings/${id}`}>{title}</To>
                {severalHouses && (
                  <span className="note block">{department?.name ?? t('meetings.whole')}</span>
                )}
              </th>
              <td className="nowrap" data-label={t('meetings.node')}>
                {year} {nodeText(node, language)}
              </td>
              <td className="nowrap" data-label={t('meetings.held')}>
                {heldOn ? (
                  fullDayText(heldOn, language)
                ) : (
                  <span className="muted">{t('meetings.notSet')}</span>
                )}
              </td>
              <td className="number" data-label={t('meetings.decided')}>
                {t('meetings.of', { done: counts.decided, of: counts.items })}
              </td>
              <td className="number" data-label={t('meetings.openActions')}>
                {t('meetings.of', { done: counts.openActions, of: counts.actions })}
              </td>
              <td className="col-state nowrap" data-label={t('meetings.state')}>
                {state === 'open' ? (
                  <strong>{t('meetings.states.open')}</strong>
                ) : (
                  <span className="muted">{t('meetings.states.closed')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
