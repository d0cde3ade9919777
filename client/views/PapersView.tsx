import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../data/moment.ts';
import { overview, projects } from '../data/questions.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { Choice } from '../ui/Choice.tsx';
import { Download } from '../ui/Download.tsx';
import './papers.css';

/** The forms in the order in which a year needs them; those of single projects can be made of one. */
const papers = [
  ['monitoring-form', 'monitoring', true],
  ['self-evaluation', 'selfEvaluation', true],
  ['summary', 'summary', false],
  ['ranking', 'ranking', false],
  ['rectification-ledger', 'ledger', true],
] as const;

/** 报表: the official forms of the day one looks at, as workbook or document. */
export default function PapersView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const { data: now } = useSuspenseQuery(overview(moment));
  const { data: all } = useSuspenseQuery(projects(moment));
  const [project, setProject] = useState('');
  const query = (ofOne: boolean, format: 'xlsx' | 'docx') => {
    const { asOf } = moment;
    return new URLSearchParams({
      format,
      year: String(now.year),
      ...(asOf && { asOf }),
      ...(ofOne && project && { project }),
    });
  };
  return (
    <div className="page papers">
      <div className="page-head">
        <h1>{t('papers.title')}</h1>
        <span className="note">{t('papers.asOf', { day: fullDayText(now.asOf, spokenLanguage()) })}</span>
        <span className="grow" />
        <Choice
          label={t('papers.project')}
          value={project}
          items={[
            { id: '', text: t('papers.allProjects', { count: all.items.length }) },
            ...all.items.map(({ code, name }) => ({ id: code, text: name })),
          ]}
          onChange={setProject}
        />
      </div>
      <ul className="plain-list">
        {papers.map(([path, name, ofOne]) => (
          <li key={path}>
            <div>
              <h2>{t(`papers.${name}.name`)}</h2>
              <p className="note">{t(`papers.${name}.says`)}</p>
            </div>
            <div className="actions">
              {(['xlsx', 'docx'] as const).map((format) => (
                <Download
                  key={format}
                  path={`reports/${path}?${query(ofOne, format)}`}
                  label={`${t(`papers.${name}.name`)} ${t(`papers.${format}`)}`}
                >
                  {t(`papers.${format}`)}
                </Download>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p className="note">{t('papers.lead')}</p>
    </div>
  );
}
