import { useTranslation } from 'react-i18next';
import { importPlaces, useRights } from '../../data/rights.ts';
import { To } from '../../ui/To.tsx';
import '../entry/entry.css';

const importTabs = {
  plan: '/import',
  expenditures: '/import/vouchers',
  measurements: '/import/values',
  all: '/imports',
};

/** What can come in as a file, and what came in so far. */
export function ImportTabs({ at }: { at: keyof typeof importTabs }) {
  const { t } = useTranslation();
  const shown = importPlaces(useRights());
  return (
    <nav className="tabs" aria-label={t('nav.import')}>
      {shown.map((name) => (
        <To key={name} to={importTabs[name]} aria-current={name === at ? 'page' : undefined}>
          {t(`imports.tabs.${name}`)}
        </To>
      ))}
    </nav>
  );
}
