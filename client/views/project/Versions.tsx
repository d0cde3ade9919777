import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { fullDayText, instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';

/** The versions of the plan, the one in force first. */
export function Versions({ versions }: { versions: ProjectWhole['versions'] }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t('project.versions')}</h2>
      <ul className="plain-list">
        {versions
          .toSorted((a, b) => b.number - a.number)
          .map((version) => (
            <li key={version.number}>
              <strong>{t('project.version', { number: version.number })}</strong>{' '}
              {t('project.effective', { day: fullDayText(version.effectiveOn, language) })}
              <span className="note block">
                {[version.reason, version.author, instantText(version.recordedAt, language)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
