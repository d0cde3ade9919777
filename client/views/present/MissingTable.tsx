import { useTranslation } from 'react-i18next';
import type { PackMissing } from '#shared/meeting.ts';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';

/** Who has not reported what. */
export function MissingTable({ missing }: { missing: readonly PackMissing[] }) {
  const { t } = useTranslation();
  return (
    <table className="table missing-table">
      <thead>
        <tr>
          <th scope="col">{t('slide.project')}</th>
          <th scope="col">{t('slide.owner')}</th>
          <th scope="col">{t('slide.period')}</th>
          <th scope="col">{t('slide.what')}</th>
        </tr>
      </thead>
      <tbody>
        {missing.map(({ projectCode, projectName, owner, period, indicators }) => (
          <tr key={`${projectCode} ${period}`}>
            <th scope="row">{projectName}</th>
            <td className="nowrap">{owner ?? t('slide.noOwner')}</td>
            <td className="nowrap">{nodeText(period, spokenLanguage())}</td>
            <td>{indicators.join(t('comma'))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
