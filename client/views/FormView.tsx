import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { keepMoment, useMoment } from '../data/moment.ts';
import { projectNames } from '../data/questions.ts';
import { Download } from '../ui/Download.tsx';
import { ProjectCombo } from '../ui/ProjectCombo.tsx';
import { To } from '../ui/To.tsx';
import { MonitoringSheet } from './papers/MonitoringSheet.tsx';
import { SelfEvaluationSheet } from './papers/SelfEvaluationSheet.tsx';
import '../text/with-papers.ts';
import './entry/entry.css';
import './papers.css';

const forms = [
  ['monitoring', 'monitoring', 'monitoring-form'],
  ['self-evaluation', 'selfEvaluation', 'self-evaluation'],
] as const;

/** An official form of one project to be filled in: what the product knows stands there, the rest is written. */
export default function FormView({ code, form }: { code: string; form: string }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const { data: all } = useSuspenseQuery(projectNames(moment));
  const [path, name, report] = forms.find(([one]) => one === form) ?? forms[0];
  const query = (format: string) =>
    new URLSearchParams({
      format,
      project: code,
      ...(moment.year && { year: moment.year }),
      ...(moment.asOf && { asOf: moment.asOf }),
    });
  const named = all.items.find((one) => one.code === code)?.name ?? code;
  return (
    <div className="page papers-fill">
      <div className="page-head">
        <h1>{t(`forms.${name}Title`)}</h1>
        <To className="link" to={`/projects/${code}`}>
          {named}
        </To>
        <span className="grow" />
        <ProjectCombo
          label={t('papers.project')}
          value={code}
          onChange={(chosen) => go(keepMoment(`/papers/${encodeURIComponent(chosen)}/${path}`, params))}
        />
      </div>
      <nav className="tabs" aria-label={t('papers.title')}>
        {forms.map(([one, word]) => (
          <To key={one} to={`/papers/${code}/${one}`} aria-current={one === path ? 'page' : undefined}>
            {t(`forms.${word}`)}
          </To>
        ))}
        <span className="aside actions">
          {(['xlsx', 'docx'] as const).map((format) => (
            <Download key={format} path={`reports/${report}?${query(format)}`} label={t(`papers.${format}`)}>
              {t(`papers.${format}`)}
            </Download>
          ))}
        </span>
      </nav>
      {path === 'monitoring' ? (
        <MonitoringSheet key={`${code} ${moment.asOf ?? ''}`} code={code} />
      ) : (
        <SelfEvaluationSheet key={code} code={code} />
      )}
    </div>
  );
}
