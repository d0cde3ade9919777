import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { useMoment } from '../../data/moment.ts';
import { handovers, projects } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

type Handed = Pick<ProjectWhole, 'code' | 'year' | 'owner' | 'section' | 'closed'>;

/** Whose the project is, how it came to them, and the way on (移交). */
export function Handovers({ project }: { project: Handed }) {
  const { t } = useTranslation();
  const { may } = useRights();
  const moment = useMoment();
  const isPast = moment.asOf !== undefined;
  const [isHanding, setHanding] = useState(false);
  const { data } = useQuery(handovers(project.code, moment));
  const who = [project.section, project.owner].filter(Boolean).join(' ');
  return (
    <section aria-labelledby="handovers">
      <div className="head-line">
        <h2 id="handovers">{t('handover.heading')}</h2>
        {may('hand_over') && !isPast && !project.closed && (
          <button type="button" className="button small" onClick={() => setHanding(true)}>
            {t('handover.open')}
          </button>
        )}
      </div>
      <p>{who || t('handover.nobody')}</p>
      <ul className="plain-list">
        {data?.items.map(({ from, to, reason, at, by }) => (
          <li key={at}>
            {t('handover.line', { from: from ?? t('handover.nobody'), to })}
            <span className="note block">
              {[reason, by, fullDayText(at.slice(0, 10), spokenLanguage())].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {isHanding && <HandOverDialog project={project} onClose={() => setHanding(false)} />}
    </section>
  );
}

function HandOverDialog({ project, onClose }: { project: Handed; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = useId();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const { data: all } = useQuery(projects({}));
  const owners = new Set(all?.items.flatMap(({ owner }) => owner ?? []));
  const path = `projects/${encodeURIComponent(project.code)}/handovers?year=${project.year}`;
  const handOver = useMutation({
    mutationFn: () => write('Handover', 'POST', path, { to: to.trim(), reason: reason.trim() }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  const isWhole = to.trim() !== '' && reason.trim() !== '';
  return (
    <Sheet title={t('handover.title')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) handOver.mutate();
        }}
      >
        <p>{t('handover.lead', { owner: project.owner ?? t('handover.nobody') })}</p>
        <div className="field">
          <label htmlFor={`${list}-to`}>{t('handover.to')}</label>
          <input
            id={`${list}-to`}
            className="input"
            list={list}
            maxLength={50}
            aria-describedby={`${list}-hint`}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <datalist id={list}>
            {[...owners]
              .filter((owner) => owner !== project.owner)
              .map((owner) => (
                <option key={owner} value={owner} />
              ))}
          </datalist>
          <span id={`${list}-hint`} className="note">
            {t('handover.toHint')}
          </span>
        </div>
        <Field label={t('handover.reason')} value={reason} onChange={setReason} rows={2} maxLength={500} />
        <WriteProblem error={handOver.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!isWhole || handOver.isPending}>
            {t('handover.submit')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
