import { useTranslation } from 'react-i18next';
import type { TargetReading } from '#shared/target.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { LineLink } from './LineLink.tsx';

/** A printed target with its reading. */
export interface ReadTarget {
  name: string;
  level2: string;
  printed: string;
  target: TargetReading;
  line: number;
  conflict?: boolean;
}

/** Targets as printed beside what they were understood to mean, folded under their project. */
export function IndicatorsRead({
  title,
  targets,
  onLine,
}: {
  title: string;
  targets: readonly ReadTarget[];
  onLine: (line: number) => void;
}) {
  const { t } = useTranslation();
  const doubtful = targets.filter(({ target, conflict }) => target.confidence === 'low' || conflict).length;
  return (
    <details className="fold">
      <summary>
        {title} <span className="note">{t('indicators.total', { count: targets.length })}</span>
        {doubtful > 0 && (
          <span className="word yellow note">
            {' '}
            <LightMark mark="watch" /> {doubtful}
          </span>
        )}
      </summary>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('project.indicator')}</th>
            <th scope="col">{t('project.target')}</th>
            <th scope="col">{t('import.understood')}</th>
          </tr>
        </thead>
        <tbody>
          {targets.map((each) => (
            <tr key={`${each.line}${each.name}`}>
              <th scope="row">
                {each.name}
                <span className="note block">{each.level2}</span>
              </th>
              <td>
                <LineLink line={each.line} onLine={onLine}>
                  {each.printed || '/'}
                </LineLink>
              </td>
              <td>
                <Understood target={each.target} />
                {each.conflict && <span className="tag conflict">{t('project.conflict')}</span>}
                {each.target.notes.map((note) => (
                  <span key={note} className="note block">
                    {note}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Understood({ target }: { target: TargetReading }) {
  const { t } = useTranslation();
  const low = target.confidence === 'low' && (
    <span className="word yellow"> {t('import.confidence.low')}</span>
  );
  if (target.kind === 'none') return <>–{low}</>;
  const text =
    target.kind === 'deadline'
      ? `≤ ${target.date ?? target.value}`
      : target.operator === 'between'
        ? `${target.value}–${target.upper ?? ''}${target.unit}`
        : `${t(`import.operator.${target.operator}`)} ${target.value}${target.unit}`;
  return (
    <>
      <span className="figure">{target.kind === 'graded' ? target.value : text}</span>{' '}
      <span className="note">{t(`import.accrual.${target.accrual}`)}</span>
      {low}
    </>
  );
}
