import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanImportWhole } from '#shared/api.ts';
import type { ReadProject } from '#shared/reading.ts';
import { nodeText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { CorrectDialog, type Correction } from './CorrectDialog.tsx';
import { IndicatorsRead, type ReadTarget } from './IndicatorsRead.tsx';
import { LineLink } from './LineLink.tsx';
import { figureLine } from './reading.ts';

/** The projects as read: budget and nodes in a table, indicators folded under it; every figure knows its line. */
export function ProjectsRead({
  planImport,
  onLine,
}: {
  planImport: PlanImportWhole;
  onLine: (line: number) => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const [correction, setCorrection] = useState<Correction>();
  const { source, reading } = planImport;
  const { projects, departmentIndicators } = reading;
  const days = [...new Set(projects.flatMap(({ nodes }) => nodes.map(({ day }) => day)))].sort();
  const editable = planImport.state === 'draft';
  const correct = (project: ReadProject, what: string, pointer: string, value: string) =>
    setCorrection({ what: `${project.name} ${what}`, pointer, value });
  return (
    <>
      <section aria-labelledby="projects-read">
        <h2 id="projects-read">
          {t('import.projects')} <small>{t('unit.wan')}</small>
        </h2>
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
              </tr>
            </thead>
            <tbody>
              {projects.map((project, index) => (
                <tr key={project.code}>
                  <th scope="row">
                    <LineLink line={project.line} onLine={onLine}>
                      {project.name}
                    </LineLink>
                    <span className="note block">{project.code}</span>
                  </th>
                  <td className="number">
                    <Figure
                      yuan={project.budget}
                      line={figureLine(source, project.line, 'budget')}
                      onLine={onLine}
                      editable={editable}
                      onCorrect={() =>
                        correct(project, t('overview.budget'), `/projects/${index}/budget`, project.budget)
                      }
                    />
                  </td>
                  {days.map((day) => {
                    const at = project.nodes.findIndex((node) => node.day === day);
                    const node = project.nodes[at];
                    return (
                      <td key={day} className="number">
                        {node && (
                          <Figure
                            yuan={node.cumulative}
                            line={figureLine(source, project.line, 'nodes')}
                            onLine={onLine}
                            editable={editable}
                            onCorrect={() =>
                              correct(
                                project,
                                nodeText(day, language),
                                `/projects/${index}/nodes/${at}/cumulative`,
                                node.cumulative,
                              )
                            }
                          />
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-labelledby="indicators-read">
        <h2 id="indicators-read">{t('import.indicators')}</h2>
        {projects.map((project) => (
          <IndicatorsRead
            key={project.code}
            title={project.name}
            targets={project.indicators}
            onLine={onLine}
          />
        ))}
        <IndicatorsRead
          title={t('import.departmentIndicators')}
          targets={departmentIndicators.map(
            (each): ReadTarget => ({ ...each, level2: each.subject, conflict: each.conflict ?? false }),
          )}
          onLine={onLine}
        />
      </section>
      {correction && (
        <CorrectDialog id={planImport.id} correction={correction} onClose={() => setCorrection(undefined)} />
      )}
    </>
  );
}

function Figure({
  yuan,
  line,
  onLine,
  editable,
  onCorrect,
}: {
  yuan: string;
  line: number;
  onLine: (line: number) => void;
  editable: boolean;
  onCorrect: () => void;
}) {
  const { t } = useTranslation();
  return (
    <span className="read-figure">
      <LineLink line={line} onLine={onLine}>
        {wan(yuan)}
      </LineLink>
      {editable && (
        <button type="button" className="icon correct" aria-label={t('import.correct')} onClick={onCorrect}>
          ✎
        </button>
      )}
    </span>
  );
}
