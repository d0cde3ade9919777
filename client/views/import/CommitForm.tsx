import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanCommitted, PlanImportWhole } from '#shared/api.ts';
import { system } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { RevisionFields } from './RevisionFields.tsx';
import { openBlocking } from './reading.ts';
import { revisionBody, revisionDraft } from './revision.ts';

type People = Record<string, { section: string; owner: string }>;

/** Of a revision its reason and its day; who has which project, whether the approved figures are the same, and the commit itself. */
export function CommitForm({
  planImport,
  onCommitted,
}: {
  planImport: PlanImportWhole;
  onCommitted: (result: ReturnType<typeof PlanCommitted.parse>) => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [people, setPeople] = useState<People>({});
  const [same, setSame] = useState(false);
  const open = openBlocking(planImport.questions);
  const { revises, reading } = planImport;
  const { data: around } = useSuspenseQuery(system());
  const [revision, setRevision] = useState(() => revises && revisionDraft(revises, around.today));
  // Somebody else's version came between: what was typed stays, what is renamed now is asked again.
  const draft = revises && (revision ?? revisionDraft(revises, around.today));
  const isSame = revises !== null && revises.changes.length + revises.department.length === 0;
  const unsaid = draft !== null && !isSame && (!draft.reason.trim() || !draft.effectiveOn);
  const commit = useMutation({
    mutationFn: () =>
      write('PlanCommitted', 'POST', `plan-imports/${planImport.id}/commit`, {
        owners: Object.entries(people)
          .filter(([, { section, owner }]) => section.trim() || owner.trim())
          .map(([projectCode, { section, owner }]) => ({
            projectCode,
            ...(section.trim() && { section: section.trim() }),
            ...(owner.trim() && { owner: owner.trim() }),
          })),
        approvedFiguresSame: same,
        ...(revises && draft && !isSame && revisionBody(draft, revises)),
      }),
    onSuccess: async (result) => {
      onCommitted(result);
      await cache.invalidateQueries();
    },
  });
  const put = (code: string, field: 'section' | 'owner', value: string) =>
    setPeople((before) => ({
      ...before,
      [code]: { section: '', owner: '', ...before[code], [field]: value },
    }));
  return (
    <section className="commit" aria-labelledby="owners">
      {revises && draft && !isSame && (
        <>
          <h2>{t('changes.commit')}</h2>
          <RevisionFields revises={revises} year={reading.year} draft={draft} onChange={setRevision} />
        </>
      )}
      <h2 id="owners">{t('import.owners')}</h2>
      <p className="note">{t(revises ? 'changes.ownersHint' : 'import.ownersHint')}</p>
      <table className="table grid" aria-label={t('import.owners')}>
        <thead>
          <tr>
            <th scope="col">{t('overview.project')}</th>
            <th scope="col">{t('import.section')}</th>
            <th scope="col">{t('import.owner')}</th>
          </tr>
        </thead>
        <tbody>
          {reading.projects.map(({ code, name }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              {(['section', 'owner'] as const).map((field) => (
                <td key={field}>
                  <input
                    className="input"
                    aria-label={t(field === 'section' ? 'import.sectionOf' : 'import.ownerOf', {
                      project: name,
                    })}
                    value={people[code]?.[field] ?? ''}
                    maxLength={50}
                    autoComplete="off"
                    onChange={(event) => put(code, field, event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="foot">
        <label className="check">
          <input type="checkbox" checked={same} onChange={(event) => setSame(event.target.checked)} />
          {t('import.approvedSame')}
        </label>
        <span className="grow" />
        {open > 0 && <span className="word red">{t('import.open', { count: open })}</span>}
        {open === 0 && isSame && <span className="note">{t('changes.same')}</span>}
        {open === 0 && unsaid && <span className="note">{t('changes.unsaid')}</span>}
        <button
          type="button"
          className="button primary"
          disabled={open > 0 || unsaid || commit.isPending}
          onClick={() => commit.mutate()}
        >
          {t(commit.isPending ? 'import.committing' : 'import.commit')}
        </button>
      </div>
      <WriteProblem error={commit.error} />
    </section>
  );
}
