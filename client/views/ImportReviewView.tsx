import { useSuspenseQuery } from '@tanstack/react-query';
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanCommitted } from '#shared/api.ts';
import { useQueryValues } from '../data/moment.ts';
import { planImport } from '../data/questions.ts';
import { wan } from '../text/format.ts';
import { To } from '../ui/To.tsx';
import { Blocking } from './import/Blocking.tsx';
import { Changes } from './import/Changes.tsx';
import { CommitForm } from './import/CommitForm.tsx';
import { Committed } from './import/Committed.tsx';
import { History } from './import/History.tsx';
import { ProjectsRead, type Wanted } from './import/ProjectsRead.tsx';
import { ReviewFilter } from './import/ReviewFilter.tsx';
import { ReviewProgress } from './import/ReviewProgress.tsx';
import { budgetOf, projectsNamed } from './import/reading.ts';
import { type Review, ReviewContext } from './import/review-context.ts';
import { Source } from './import/Source.tsx';
import { Steps } from './import/Steps.tsx';
import { sourceRows } from './import/source-rows.ts';
import { type Place, traceReading } from './import/trace.ts';
import { useKept } from './import/useKept.ts';
import { WorkList } from './import/WorkList.tsx';
import { nextOpen, workItems } from './import/work-items.ts';
import './import/import.css';
import './import/review.css';

/** Its rows are as many as the projects; looking at another line does not concern them. */
const Commit = memo(CommitForm);

/** The second and third step: what was understood beside its source, then putting it in force. */
export default function ImportReviewView({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(planImport(id));
  const [params] = useQueryValues();
  const [wanted, setWanted] = useState<Wanted>();
  const [committed, setCommitted] = useState<ReturnType<typeof PlanCommitted.parse>>();
  const { reading, source, state } = data;
  const places = data.places ?? null;

  const rows = useMemo(() => sourceRows(source), [source]);
  const trace = useMemo(() => traceReading(reading, rows), [reading, rows]);
  const items = useMemo(() => workItems(data, trace), [data, trace]);
  const [asked, setAsked] = useState<Place | undefined>(() => nextOpen(items, undefined)?.place);
  const named = useDeferredValue(params.get('project') ?? '');
  const shown = useMemo(() => projectsNamed(reading, named), [reading, named]);
  const openOnly = params.get('show') === 'open';
  const ofProjects = useMemo(() => {
    if (!named) return items;
    const codes = new Set(shown.map((index) => reading.projects[index]?.code));
    return items.filter(({ project }) => codes.has(project));
  }, [items, shown, named, reading]);
  const listed = useKept(ofProjects, openOnly);

  const look = useCallback((place: Place) => setAsked({ ...place }), []);
  const toPointer = useCallback(
    (pointer: string) => {
      setWanted({ pointer });
      const place = trace.places.get(pointer);
      if (place) look(place);
    },
    [trace, look],
  );
  const review = useMemo<Review>(
    () => ({
      planImport: data,
      trace,
      editable: state === 'draft',
      look,
      placeName: (line) => places?.[line - 1] ?? t('import.line', { line }),
    }),
    [data, trace, state, look, places, t],
  );
  if (committed) return <Committed result={committed} />;

  return (
    <ReviewContext value={review}>
      <div className="page">
        <div className="page-head">
          <h1>
            {t('import.title')} <small>{data.fileName}</small>
          </h1>
          <Steps at={state === 'draft' ? 2 : 3} />
        </div>
        <p className="sentence">
          {t('import.summary', {
            department: reading.department.name,
            year: reading.year,
            projects: reading.projects.length,
            indicators: reading.projects.reduce((sum, project) => sum + project.indicators.length, 0),
            departmentIndicators: reading.departmentIndicators.length,
            wan: wan(budgetOf(reading)),
          })}
        </p>
        {state === 'committed' && (
          <p className="success">
            {t('import.already')}{' '}
            <To className="link" to="/">
              {t('import.nextOverview')}
            </To>
          </p>
        )}
        <div className="review">
          <div className="review-reading">
            <div className="review-bar">
              <ReviewProgress items={items} editable={review.editable} />
              <ReviewFilter projects={reading.projects} />
            </div>
            <section aria-labelledby="questions">
              <h2 id="questions">{t('import.questions')}</h2>
              <WorkList key={`${openOnly}/${named}`} items={listed} />
            </section>
            <ProjectsRead shown={shown} wanted={wanted} />
            <Changes revises={data.revises} />
            <History />
            {review.editable && (
              <>
                <Blocking items={items} />
                <Commit planImport={data} onCommitted={setCommitted} />
              </>
            )}
          </div>
          <Source rows={rows} places={places} asked={asked} trace={trace} onPointer={toPointer} />
        </div>
      </div>
    </ReviewContext>
  );
}
