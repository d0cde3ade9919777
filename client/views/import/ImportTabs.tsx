import { useTranslation } from 'react-i18next';
import { To } from '../../ui/To.tsx';
import '../entry/entry.css';

const tabs = {
  plan: '/import',
  expenditures: '/import/vouchers',
  measurements: '/import/values',
  all: '/imports',
};

/** What can come in as a file, and what came in so far. */
export function ImportTabs({ at }: { at: keyof typeof tabs }) {
  const { t } = useTranslation();
  return (
    <nav className="tabs" aria-label={t('nav.import')}>
      {(Object.keys(tabs) as (keyof typeof tabs)[]).map((name) => (
        <To key={name} to={tabs[name]} aria-current={name === at ? 'page' : undefined}>
          {t(`imports.tabs.${name}`)}
        </To>
      ))}
    </nav>
  );
}
