import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { useMoment } from '../../data/moment.ts';
import { write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { fullDayText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { conclusionText } from '../../ui/event-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** Whether the project is finished (项目完结): declared, approved, or offered to be declared. */
export function Finishing({ project }: { project: ProjectWhole }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { may } = useRights();
  const isPast = useMoment().asOf !== undefined;
  const [declaring, setDeclaring] = useState(false);
  const { code, finish, conclusion, year } = project;
  const path = `projects/${encodeURIComponent(code)}/finish`;
  const onSuccess = () => cache.invalidateQueries();
  const approve = useMutation({
    mutationFn: () => write('Finishing', 'POST', `${path}/approve?year=${year}`),
    onSuccess,
  });
  const withdraw = useMutation({
    mutationFn: () => write('Finishing', 'DELETE', `${path}?year=${year}`),
    onSuccess,
  });
  const day = (value: string) => fullDayText(value, spokenLanguage());
  const left = leftOf(project);
  return (
    <section className="finishing">
      {conclusion && <p>{t('event.concluded', { conclusion: conclusionText(conclusion, t) })}</p>}
      {finish && (
        <p>
          {finish.state === 'approved'
            ? t('finish.approved', {
                by: finish.approvedBy,
                day: day(finish.approvedOn ?? finish.declaredOn),
                left: wan(left),
                reason: finish.reason,
              })
            : t('finish.declared', {
                by: finish.declaredBy,
                day: day(finish.declaredOn),
                reason: finish.reason,
              })}
          {finish.alone && <span className="note"> {t('finish.alone')}</span>}
        </p>
      )}
      <WriteProblem error={approve.error ?? withdraw.error} />
      {!isPast && !project.closed && (
        <div className="actions">
          {!finish && may('finish') && (
            <button type="button" className="button small" onClick={() => setDeclaring(true)}>
              {t('finish.declare')}
            </button>
          )}
          {finish?.state === 'declared' && may('approve_finish') && (
            <button
              type="button"
              className="button small primary"
              disabled={approve.isPending}
              onClick={() => approve.mutate()}
            >
              {t('finish.approve')}
            </button>
          )}
          {finish && may(finish.state === 'declared' ? 'finish' : 'approve_finish', 'approve_finish') && (
            <button
              type="button"
              className="button small"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate()}
            >
              {t('finish.withdraw')}
            </button>
          )}
        </div>
      )}
      {declaring && <DeclareDialog project={project} path={path} onClose={() => setDeclaring(false)} />}
    </section>
  );
}

function DeclareDialog({
  project,
  path,
  onClose,
}: {
  project: ProjectWhole;
  path: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const declare = useMutation({
    mutationFn: () => write('Finishing', 'POST', `${path}?year=${project.year}`, { reason: reason.trim() }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  return (
    <Sheet title={t('finish.title')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) declare.mutate();
        }}
      >
        <p>{t('finish.left', { spent: wan(project.spent), left: wan(leftOf(project)) })}</p>
        <p className="note">{t('finish.declareLead')}</p>
        <Field
          label={t('finish.reason')}
          value={reason}
          onChange={setReason}
          rows={3}
          autoFocus
          maxLength={1000}
        />
        <WriteProblem error={declare.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!reason.trim() || declare.isPending}>
            {t('finish.submit')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** 结余: what is left of the plan's money, in 元; of a finished project too, whose budget has become what it spent. */
function leftOf({ fiscal, other, spent }: ProjectWhole): string {
  const fen = (text: string) => parseYuan(text) ?? 0;
  return toYuan(Math.max(0, fen(fiscal) + fen(other) - fen(spent)));
}
