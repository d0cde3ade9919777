import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionMove, MeetingAction } from '#shared/meeting.ts';
import { session } from '../../data/questions.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { To } from '../../ui/To.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { actionsInOrder, isMine } from './actions.ts';

/** Actions that meetings decided on, one's own first, each with the one next step that one may take. */
export function ActionTable({ actions }: { actions: readonly MeetingAction[] }) {
  const { t } = useTranslation();
  const { data: user } = useQuery(session());
  const [doing, setDoing] = useState<{ action: MeetingAction; move: ActionMove }>();
  const [name, username] = [user?.name ?? '', user?.username ?? ''];
  return (
    <div className="scroll">
      <table className="table stacks action-table" aria-label={t('actions.list')}>
        <thead>
          <tr>
            <th scope="col">{t('actions.what')}</th>
            <th scope="col">{t('actions.who')}</th>
            <th scope="col">{t('actions.by')}</th>
            <th scope="col">{t('actions.from')}</th>
            <th scope="col">{t('actions.state')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('actions.doing')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {actionsInOrder(actions, name, username).map((action) => (
            <tr key={action.id}>
              <th scope="row">
                {action.what}
                {action.projectName && (
                  <span className="note block">
                    <To to={`/projects/${action.projectCode}`}>{action.projectName}</To>
                  </span>
                )}
                {action.result && action.state !== 'open' && (
                  <span className="note block">{t('actions.resultIs', { text: action.result })}</span>
                )}
                {action.answer && (
                  <span className="note block">{t('actions.answerIs', { text: action.answer })}</span>
                )}
              </th>
              <td className="nowrap" data-label={t('actions.who')}>
                {action.who}{' '}
                {isMine(action, name, username) && <span className="tag">{t('actions.mine')}</span>}
              </td>
              <td className="nowrap" data-label={t('actions.by')}>
                {fullDayText(action.by, spokenLanguage())}
                <Left action={action} />
              </td>
              <td className="whole" data-label={t('actions.from')}>
                <To to={`/meetings/${action.meetingId}`} className="link">
                  {action.meetingTitle}
                </To>
              </td>
              <td className="nowrap" data-label={t('actions.state')}>
                {t(`actions.states.${action.state}`)}
              </td>
              <td className="whole">
                <span className="actions end">
                  {action.moves.map((move) => (
                    <button
                      key={move}
                      type="button"
                      className="button small"
                      onClick={() => setDoing({ action, move })}
                    >
                      {t(`actions.${move}`)}
                    </button>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {doing && <ActionDialog {...doing} onClose={() => setDoing(undefined)} />}
    </div>
  );
}

/** How its day stands: late in red, to come in quiet; nothing where it is no longer owed. */
function Left({ action: { daysLeft } }: { action: MeetingAction }) {
  const { t } = useTranslation();
  if (daysLeft === null) return null;
  if (daysLeft < 0) return <span className="word red block">{t('actions.late', { count: -daysLeft })}</span>;
  const text = daysLeft === 0 ? t('actions.today') : t('actions.left', { count: daysLeft });
  return <span className="note block">{text}</span>;
}
