import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/api.ts';
import { LightMark, type Mark } from '../ui/LightMark.tsx';
import { Moved } from '../ui/Moved.tsx';
import { To } from '../ui/To.tsx';

/** The open alerts by shape; a link to all of them. Nothing open shows the green circle. */
export function Counts({ counts }: { counts: Overview['alerts'] }) {
  const { t } = useTranslation();
  const shown: [Mark, number][] = [
    ['red', counts.critical],
    ['yellow', counts.warning],
    ['watch', counts.watch + counts.pending],
  ];
  const some = shown.filter(([, count]) => count > 0);
  return (
    <To to="/alerts" className="counts">
      <span className="visually-hidden">{t('shell.openAlerts', { ...counts })}</span>
      {some.length === 0 && <LightMark mark="green" />}
      {some.map(([mark, count]) => (
        <span key={mark} aria-hidden="true">
          <LightMark mark={mark} />
          <Moved of={String(count)}>{count}</Moved>
        </span>
      ))}
    </To>
  );
}
