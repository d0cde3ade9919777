import { useTranslation } from 'react-i18next';
import type { ToldProject } from '#shared/reading.ts';
import { useQueryValues } from '../../data/moment.ts';

const mostNamed = 300;

/** What is listed: everything or what is open, of every project or of those named. */
export function ReviewFilter({ projects }: { projects: readonly ToldProject[] }) {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const open = params.get('show') === 'open';
  return (
    <div className="review-filter">
      {([false, true] as const).map((only) => (
        <button
          key={String(only)}
          type="button"
          className="chip"
          aria-pressed={open === only}
          onClick={() => setValues({ show: only ? 'open' : undefined })}
        >
          {t(only ? 'import.showOpen' : 'import.showAll')}
        </button>
      ))}
      <input
        className="input"
        type="search"
        list="read-projects"
        aria-label={t('import.byProject')}
        placeholder={t('import.byProject')}
        value={params.get('project') ?? ''}
        onChange={(event) => setValues({ project: event.target.value })}
      />
      <datalist id="read-projects">
        {projects.slice(0, mostNamed).map(({ code, name }) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </div>
  );
}
