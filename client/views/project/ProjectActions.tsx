import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { To } from '../../ui/To.tsx';
import { Finishing } from './Finishing.tsx';
import '../../text/with-papers.ts';

/** What can be done with a project as a whole: its form, its page on paper, and declaring it finished. */
export function ProjectActions({ project }: { project: ProjectWhole }) {
  const { t } = useTranslation();
  return (
    <div className="project-actions">
      <To className="button small no-print" to={`/papers/${encodeURIComponent(project.code)}/monitoring`}>
        {t('forms.fillOf', { name: t('forms.monitoring') })}
      </To>
      <button type="button" className="button small no-print" onClick={() => window.print()}>
        {t('print.page')}
      </button>
      <Finishing project={project} />
    </div>
  );
}
