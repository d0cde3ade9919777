import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { DepartmentRead } from './DepartmentRead.tsx';
import { ProjectForm } from './ProjectForm.tsx';
import { ProjectRead } from './ProjectRead.tsx';
import { useReview } from './review-context.ts';
import { spanWith } from './window.ts';

const most = 40;

/** What was asked for from the source: a figure by its pointer, each time anew. */
export interface Wanted {
  pointer: string;
}

/** The projects as read, those that are asked for: a table of money, the indicators folded under each. */
export const ProjectsRead = memo(function ProjectsRead({
  shown,
  wanted,
}: {
  shown: readonly number[];
  wanted: Wanted | undefined;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { planImport } = useReview();
  const { projects } = planImport.reading;
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [correcting, setCorrecting] = useState<{ index: number; field: string }>();
  const [span, setSpan] = useState({ from: 0, to: most });
  const wantedIndex = wanted ? Number(/^\/projects\/(\d+)\//.exec(wanted.pointer)?.[1] ?? -1) : -1;
  const [seen, setSeen] = useState<Wanted>();
  const drawn = spanWith(span, seen === wanted ? -1 : shown.indexOf(wantedIndex), shown.length, most);
  if (seen !== wanted) {
    setSeen(wanted);
    setSpan(drawn);
    if (wanted?.pointer.includes('/indicators/')) setOpen(new Set([...open, wantedIndex]));
  }
  useEffect(() => {
    if (!wanted) return;
    const figure = document.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(wanted.pointer)}"]`);
    figure?.focus({ preventScroll: true });
    figure?.scrollIntoView({ block: 'center' });
  }, [wanted]);

  const days = [
    ...new Set(shown.flatMap((index) => projects[index]?.nodes.map(({ day }) => day) ?? [])),
  ].sort();
  const project = correcting && projects[correcting.index];
  const toggle = (index: number) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(index)) after.add(index);
      return after;
    });
  return (
    <section aria-labelledby="projects-read">
      <h2 id="projects-read">
        {t('import.projects')} <small>{t('unit.wan')}</small>
      </h2>
      <p className="note">{t('import.figureHint')}</p>
      {drawn.from > 0 && (
        <button
          type="button"
          className="button small"
          onClick={() => setSpan({ from: Math.max(0, drawn.from - most), to: drawn.to })}
        >
          {t('import.before', { count: drawn.from })}
        </button>
      )}
      <div className="scroll">
        <table className="table read" aria-label={t('import.projects')}>
          <thead>
            <tr>
              <th scope="col">{t('overview.project')}</th>
              <th scope="col" className="number">
                {t('overview.budget')}
              </th>
              {days.map((day) => (
                <th key={day} scope="col" className="number">
                  {nodeText(day, language)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.slice(drawn.from, drawn.to).map((index) => (
              <ProjectRead
                key={index}
                index={index}
                days={days}
                open={open.has(index)}
                onToggle={() => toggle(index)}
                onCorrect={(field) => setCorrecting({ index, field })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {drawn.to < shown.length && (
        <button
          type="button"
          className="button small"
          onClick={() => setSpan({ from: drawn.from, to: drawn.to + most })}
        >
          {t('import.after', { count: shown.length - drawn.to })}
        </button>
      )}
      <DepartmentRead />
      {correcting && project && (
        <ProjectForm
          project={project}
          pointer={`/projects/${correcting.index}`}
          first={correcting.field}
          onClose={() => setCorrecting(undefined)}
        />
      )}
    </section>
  );
});
