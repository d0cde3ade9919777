import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { To } from '../ui/To.tsx';

const places = [
  ['/', 'overview'],
  ['/alerts', 'alerts'],
  ['/rectification', 'rectification'],
  ['/expenditures', 'expenditures'],
  ['/indicators', 'indicators'],
  ['/entry', 'entry'],
  ['/import', 'import'],
  ['/papers', 'papers'],
  ['/rules', 'rules'],
] as const;

/** Where one may go; the place one is at is marked. */
export function Nav() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const here = (place: string) =>
    place === '/' ? path === '/' || path.startsWith('/projects') : path.startsWith(place);
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      {places.map(([place, name]) => (
        <To key={place} to={place} aria-current={here(place) ? 'page' : undefined}>
          {t(`nav.${name}`)}
        </To>
      ))}
    </nav>
  );
}
