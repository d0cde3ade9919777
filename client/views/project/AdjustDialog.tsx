import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { toYuan } from '#shared/money.ts';
import { project as projectQuestion, system } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { fullDayText, nodeText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { AdjustNodes } from './AdjustNodes.tsx';
import { type Adjustment, adjustDraft, adjustmentOf, latestVersion } from './adjust.ts';

/** Adjusts a project's budget without a document: the new budget, its day and reason, and the nodes to come. */
export function AdjustDialog({ code, year, onClose }: { code: string; year: number; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('adjust.title')} onClose={onClose}>
      <Suspense fallback={<Waiting />}>
        <LatestPlan code={code} year={year} onClose={onClose} />
      </Suspense>
    </Sheet>
  );
}

/** An adjustment goes on from the latest version, also from one that is still to come, whatever day is on screen. */
function LatestPlan({ code, year, onClose }: { code: string; year: number; onClose: () => void }) {
  const { data: now } = useSuspenseQuery(projectQuestion(code, { year: String(year) }));
  const latest = latestVersion(now);
  const asOf = latest && !latest.inForce ? latest.effectiveOn : undefined;
  const { data: project } = useSuspenseQuery(projectQuestion(code, { year: String(year), asOf }));
  return <AdjustForm project={{ ...project, spent: now.spent }} onClose={onClose} />;
}

function AdjustForm({ project, onClose }: { project: ProjectWhole; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = spokenLanguage();
  const { data: around } = useSuspenseQuery(system());
  const [draft, setDraft] = useState(() => adjustDraft(project, around.today));
  const [isTouched, setTouched] = useState(false);
  const adjustment = adjustmentOf(project, draft);
  const latest = latestVersion(project);
  const adjust = useMutation({
    mutationFn: (body: object) =>
      write('PlanAdjusted', 'POST', `projects/${encodeURIComponent(project.code)}/adjustments`, body),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  const change = (more: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...more }));
  const says = (field: keyof Adjustment['wrong']) => {
    const wrong = adjustment.wrong[field];
    return wrong
      ? t(`adjust.${wrong}`, {
          wan: wan(project.spent),
          year: project.year,
          version: latest?.number,
          day: latest && fullDayText(latest.effectiveOn, language),
        })
      : undefined;
  };
  return (
    <form
      className="stack adjust"
      onSubmit={(event) => {
        event.preventDefault();
        setTouched(true);
        if (adjustment.body) adjust.mutate(adjustment.body);
      }}
    >
      <p className="note">
        {t('adjust.basis', {
          name: project.name,
          wan: wan(project.budget),
          version: latest?.number,
          spent: wan(project.spent),
        })}
      </p>
      <div className="pair">
        <Field
          label={t('adjust.budget')}
          value={draft.budget}
          inputMode="decimal"
          autoFocus
          error={says('budget')}
          onChange={(budget) => change({ budget })}
        />
        <Field
          label={t('adjust.other')}
          value={draft.other}
          inputMode="decimal"
          hint={adjustment.funds && t('adjust.fiscal', { wan: wan(toYuan(adjustment.funds.fiscal)) })}
          error={says('other')}
          onChange={(other) => change({ other })}
        />
        <Field
          label={t('adjust.effectiveOn')}
          value={draft.effectiveOn}
          error={says('effectiveOn')}
          onChange={(effectiveOn) => change({ effectiveOn })}
          onBlur={() => change({ effectiveOn: asDay(draft.effectiveOn, project.year) })}
        />
        <Field
          label={t('adjust.reason')}
          value={draft.reason}
          maxLength={500}
          error={isTouched && !draft.reason.trim() ? t('adjust.noReason') : undefined}
          onChange={(reason) => change({ reason })}
        />
      </div>
      <AdjustNodes adjustment={adjustment} typed={draft.nodes} onChange={(nodes) => change({ nodes })} />
      {adjustment.nodesWrong && (
        <p className="word red" role="alert">
          {t(`adjust.problem.${adjustment.nodesWrong.is}`, {
            node: nodeText(adjustment.nodes[adjustment.nodesWrong.at]?.day ?? draft.effectiveOn, language),
            wan: wan(toYuan(adjustment.budget ?? 0)),
          })}
        </p>
      )}
      <WriteProblem error={adjust.error} />
      <div className="actions end">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button
          type="submit"
          className="button primary"
          disabled={adjust.isPending || (isTouched && !adjustment.body)}
        >
          {t(adjust.isPending ? 'adjust.storing' : 'adjust.store')}
        </button>
      </div>
    </form>
  );
}
