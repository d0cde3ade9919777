import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { keepMoment, useMoment } from '../data/moment.ts';
import { projects } from '../data/questions.ts';
import { Choice } from '../ui/Choice.tsx';
import { Download } from '../ui/Download.tsx';
import { To } from '../ui/To.tsx';
import { DepartmentMonitoringSheet } from './papers/DepartmentMonitoringSheet.tsx';
import { DepartmentSelfEvaluationSheet } from './papers/DepartmentSelfEvaluationSheet.tsx';
import '../text/with-papers.ts';
import './entry/entry.css';
import './papers.css';

const forms = [
  ['monitoring', 'monitoring', 'departmentMonitoring', 'department-monitoring-form'],
  ['self-evaluation', 'selfEvaluation', 'departmentSelfEvaluation', 'department-self-evaluation'],
] as const;

/** A form of a department as a whole to be filled in; `?department=` says which, the first where nothing is said. */
export default function DepartmentFormView({ form }: { form: string }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const { data: all } = useSuspenseQuery(projects(moment));
  const departments = [...new Map(all.items.map(({ department }) => [department.code, department])).values()];
  const items = departments
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => ({ id: code, text: name }));
  const code = params.get('department') ?? items[0]?.id;
  const [path, , name, report] = forms.find(([one]) => one === form) ?? forms[0];
  const at = (one: string, department = code) =>
    `/papers/department/${one}${department ? `?${new URLSearchParams({ department })}` : ''}`;
  const query = (format: string) =>
    new URLSearchParams({
      format,
      ...(moment.year && { year: moment.year }),
      ...(moment.asOf && { asOf: moment.asOf }),
    });
  return (
    <div className="page papers-fill">
      <div className="page-head">
        <h1>{t(`forms.${name}.name`)}</h1>
        <span className="note">{items.find(({ id }) => id === code)?.text ?? code}</span>
        <span className="grow" />
        {items.length > 1 && (
          <Choice
            label={t('forms.department')}
            value={code ?? ''}
            items={items}
            onChange={(chosen) => go(keepMoment(at(path, chosen), params))}
          />
        )}
      </div>
      <nav className="tabs" aria-label={t('papers.title')}>
        {forms.map(([one, word]) => (
          <To key={one} to={at(one)} aria-current={one === path ? 'page' : undefined}>
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
      {code === undefined ? (
        <p className="empty">{t('forms.wholeNone')}</p>
      ) : path === 'monitoring' ? (
        <DepartmentMonitoringSheet key={`${code} ${moment.asOf ?? ''}`} code={code} />
      ) : (
        <DepartmentSelfEvaluationSheet key={code} code={code} />
      )}
    </div>
  );
}
