import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../data/moment.ts';
import { overview, projects } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { Download } from '../ui/Download.tsx';
import { ProjectCombo } from '../ui/ProjectCombo.tsx';
import { To } from '../ui/To.tsx';
import { ReportingDays } from './papers/ReportingDays.tsx';
import '../text/with-papers.ts';
import './papers.css';

/** The forms in the order in which a year needs them; those of single projects can be made of one, and filled in. */
const papers = [
  { path: 'monitoring-form', name: 'papers.monitoring', ofOne: true, fill: 'monitoring' },
  { path: 'self-evaluation', name: 'papers.selfEvaluation', ofOne: true, fill: 'self-evaluation' },
  {
    path: 'department-monitoring-form',
    name: 'forms.departmentMonitoring',
    ofDepartment: true,
    fill: 'monitoring',
  },
  {
    path: 'department-self-evaluation',
    name: 'forms.departmentSelfEvaluation',
    ofDepartment: true,
    fill: 'self-evaluation',
  },
  { path: 'monitoring-report', name: 'forms.report', ofOne: true, isWritten: true },
  { path: 'summary', name: 'papers.summary' },
  { path: 'ranking', name: 'papers.ranking' },
  { path: 'rectification-ledger', name: 'papers.ledger', ofOne: true },
  { path: 'low-targets', name: 'forms.lowTargets', ofOne: true },
] as const satisfies readonly Listed[];

interface Listed {
  path: string;
  name: string;
  ofOne?: boolean;
  fill?: string;
  /** Of whole departments: nothing for who sees single projects. */
  ofDepartment?: boolean;
  isWritten?: boolean;
}

/** 报表: the official forms of the day one looks at, as workbook or document. */
export default function PapersView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const { sees } = useRights();
  const { data: now } = useSuspenseQuery(overview(moment));
  const { data: all } = useSuspenseQuery(projects(moment));
  const [project, setProject] = useState('');
  const byCode = all.items.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const first = project || byCode[0]?.code;
  const query = (ofOne: boolean, format: 'xlsx' | 'docx') => {
    const { asOf } = moment;
    return new URLSearchParams({
      format,
      year: String(now.year),
      ...(asOf && { asOf }),
      ...(ofOne && project && { project }),
    });
  };
  const listed: readonly (Listed & (typeof papers)[number])[] = papers;
  return (
    <div className="page papers">
      <div className="page-head">
        <h1>{t('papers.title')}</h1>
        <span className="note">{t('papers.asOf', { day: fullDayText(now.asOf, spokenLanguage()) })}</span>
        <span className="grow" />
        <ProjectCombo
          label={t('papers.project')}
          value={project}
          first={[{ id: '', text: t('papers.allProjects', { count: all.total ?? all.items.length }) }]}
          onChange={setProject}
        />
      </div>
      <ul className="plain-list">
        {listed
          .filter(({ ofDepartment }) => !ofDepartment || sees !== 'own')
          .map(({ path, name, ofOne = false, ofDepartment, fill, isWritten }) => (
            <li key={path}>
              <div>
                <h2>{t(`${name}.name`)}</h2>
                <p className="note">{t(`${name}.says`)}</p>
              </div>
              <div className="actions">
                {fill && first && (
                  <To
                    className="button small"
                    aria-label={t('forms.fillOf', { name: t(`${name}.name`) })}
                    to={`/papers/${ofDepartment ? 'department' : first}/${fill}`}
                  >
                    {t('forms.fill')}
                  </To>
                )}
                {(isWritten ? (['docx'] as const) : (['xlsx', 'docx'] as const)).map((format) => (
                  <Download
                    key={format}
                    path={`reports/${path}?${query(ofOne, format)}`}
                    label={`${t(`${name}.name`)} ${t(`papers.${format}`)}`}
                  >
                    {t(`papers.${format}`)}
                  </Download>
                ))}
              </div>
            </li>
          ))}
      </ul>
      <p className="note">{t('papers.lead')}</p>
      <ReportingDays year={now.year} />
    </div>
  );
}
