import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { entryPlaces, importPlaces, useRights } from '../data/rights.ts';
import { To } from '../ui/To.tsx';

const places = [
  ['/', 'overview'],
  ['/alerts', 'alerts'],
  ['/rectification', 'rectification'],
  ['/meetings', 'meetings'],
  ['/expenditures', 'expenditures'],
  ['/indicators', 'indicators'],
  ['/entry', 'entry'],
  ['/import', 'import'],
  ['/papers', 'papers'],
  ['/rules', 'rules'],
] as const;

const entries = { vouchers: '/entry', measurements: '/entry/measurements', ledger: '/entry/ledger' } as const;
const imports = {
  plan: '/import',
  expenditures: '/import/vouchers',
  measurements: '/import/values',
  all: '/imports',
} as const;

/** Where one may go; the place one is at is marked. */
export function Nav() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const rights = useRights();
  const [[entry], [brought]] = [entryPlaces(rights), importPlaces(rights)];
  // What one may not do is not offered.
  const shown = places.filter(([, name]) => (name !== 'entry' || entry) && (name !== 'import' || brought));
  const firstOf = (place: (typeof places)[number][0]) => {
    if (place === '/entry' && entry) return entries[entry];
    return place === '/import' && brought ? imports[brought] : place;
  };
  const here = (place: string) =>
    place === '/' ? path === '/' || path.startsWith('/projects') : path.startsWith(place);
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      {shown.map(([place, name]) => (
        <To key={place} to={firstOf(place)} aria-current={here(place) ? 'page' : undefined}>
          {t(`nav.${name}`)}
        </To>
      ))}
    </nav>
  );
}
