import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '#shared/meeting.ts';
import { write } from '../../data/request.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { useOutbox } from './useOutbox.ts';

/** 会议结束: what that means, and what is not decided or not sent yet, before it is done. */
export function CloseMeeting({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { all } = useOutbox();
  const unsent = all.filter((each) => each.meeting === meeting.id).length;
  const undecided = meeting.items.filter(
    ({ included, kind, decision }) => included && kind !== 'good' && !decision,
  ).length;
  const close = useMutation({
    mutationFn: () => write('Meeting', 'POST', `meetings/${meeting.id}/close`),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['meetings'] });
    },
  });
  return (
    <Sheet title={t('meeting.closeTitle')} onClose={onClose}>
      <p>{t('meeting.closeLead')}</p>
      {undecided > 0 && <p className="word yellow">{t('meeting.closeUndecided', { count: undecided })}</p>}
      {unsent > 0 && <p className="word red">{t('meeting.closeUnsent', { count: unsent })}</p>}
      <WriteProblem error={close.error} />
      <div className="actions end">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={unsent > 0 || close.isPending}
          onClick={() => close.mutate()}
        >
          {t('meeting.close')}
        </button>
      </div>
    </Sheet>
  );
}
