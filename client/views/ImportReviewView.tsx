import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanCommitted } from '#shared/api.ts';
import { planImport } from '../data/questions.ts';
import { wan } from '../text/format.ts';
import { To } from '../ui/To.tsx';
import { Changes } from './import/Changes.tsx';
import { CommitForm } from './import/CommitForm.tsx';
import { Committed } from './import/Committed.tsx';
import { ProjectsRead } from './import/ProjectsRead.tsx';
import { Questions } from './import/Questions.tsx';
import { budgetOf } from './import/reading.ts';
import { Source } from './import/Source.tsx';
import { Steps } from './import/Steps.tsx';
import './import/import.css';

/** The second and third step: what was understood beside its source, then putting it in force. */
export default function ImportReviewView({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(planImport(id));
  const [line, setLine] = useState(0);
  const [committed, setCommitted] = useState<ReturnType<typeof PlanCommitted.parse>>();
  if (committed) return <Committed result={committed} />;

  const { reading, source, state } = data;
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('import.title')} <small>{data.fileName}</small>
        </h1>
      </div>
      <Steps at={state === 'draft' ? 2 : 3} />
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
          <Questions planImport={data} onLine={setLine} />
          <ProjectsRead planImport={data} onLine={setLine} />
          <Changes revises={data.revises} />
          {state === 'draft' && <CommitForm planImport={data} onCommitted={setCommitted} />}
        </div>
        <Source lines={source} line={line} />
      </div>
    </div>
  );
}
