import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import { Bullet } from '../charts/Bullet.tsx';
import { bulletPlaces } from '../charts/bullet.ts';
import { dayText, nodeText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { LightMark } from './LightMark.tsx';
import { To } from './To.tsx';

/** Indicators as rows: name, target, last value with its age, bullet, and the sentence. */
export function IndicatorRows({
  indicators,
  withProject = false,
  onHistory,
}: {
  indicators: readonly Indicator[];
  withProject?: boolean;
  /** Shows what was ever reported for a value's reporting day; without it values are plain. */
  onHistory?: (measurement: number) => void;
}) {
  return indicators.map((indicator) => (
    <IndicatorRow
      key={indicator.id}
      indicator={indicator}
      withProject={withProject}
      {...(onHistory && { onHistory })}
    />
  ));
}

const IndicatorRow = memo(function IndicatorRow({
  indicator,
  withProject,
  onHistory,
}: {
  indicator: Indicator;
  withProject: boolean;
  onHistory?: (measurement: number) => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { name, level2, printed, last, light, state, target, text } = indicator;
  const places = bulletPlaces(indicator);
  const label = t('project.bullet', { name, target: printed, value: last?.value ?? t('project.noValue') });
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="note block">
          {withProject ? <To to={`/projects/${indicator.projectCode}`}>{indicator.projectName}</To> : level2}
        </span>
      </th>
      <td data-label={t('project.target')} title={target.notes.join(' ')}>
        {printed ? <span lang="zh-CN">{printed}</span> : t('none')}
        {target.notes.length > 0 && <span className="note"> ※</span>}
      </td>
      <td data-label={t('project.value')} className="figure nowrap">
        {last ? (
          <>
            {onHistory ? (
              <button
                type="button"
                className="link"
                aria-label={`${t('history.open')} ${name} ${last.value}`}
                onClick={() => onHistory(last.id)}
              >
                {last.value}
              </button>
            ) : (
              last.value
            )}
            <span className="note block">
              {nodeText(last.period, language)}
              {last.state === 'provisional' && (
                <span className="word yellow"> {t('project.provisional')}</span>
              )}
            </span>
          </>
        ) : (
          <span className="muted">–</span>
        )}
      </td>
      <td className="col-bullet">{places && <Bullet places={places} light={light} label={label} />}</td>
      <td className="whole" title={last ? dayText(last.measuredOn, language) : undefined}>
        <span className="nowrap">
          <LightMark mark={state === 'at_risk' ? 'watch' : light} />{' '}
          <strong>{t(`indicatorState.${state}`)}</strong>
        </span>
        <span className="note block">{text}</span>
      </td>
    </tr>
  );
});
