import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import { type Day, daysBetween } from '#shared/calendar.ts';
import { Bullet } from '../../charts/Bullet.tsx';
import { bulletPlaces } from '../../charts/bullet.ts';
import { dayText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { levelName } from '../../ui/level-name.ts';

/** Indicators as rows: name, target, last value with its age and sample, bullet, and the sentence. */
export function IndicatorRows({
  indicators,
  asOf,
  onHistory,
}: {
  indicators: readonly Indicator[];
  asOf: Day;
  /** Shows what was ever reported for a value's reporting day. */
  onHistory: (measurement: number) => void;
}) {
  return indicators.map((indicator) => (
    <IndicatorRow key={indicator.id} indicator={indicator} asOf={asOf} onHistory={onHistory} />
  ));
}

const IndicatorRow = memo(function IndicatorRow({
  indicator,
  asOf,
  onHistory,
}: {
  indicator: Indicator;
  asOf: Day;
  onHistory: (measurement: number) => void;
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
        <span className="note block">{levelName(level2, t)}</span>
      </th>
      <td data-label={t('project.target')} title={target.notes.join(' ')}>
        {printed ? <span lang="zh-CN">{printed}</span> : t('none')}
        {target.notes.length > 0 && <span className="note"> ※</span>}
      </td>
      <td data-label={t('project.value')} className="figure nowrap">
        {last ? (
          <>
            <button
              type="button"
              className="link"
              aria-label={`${t('history.open')} ${name} ${last.value}`}
              onClick={() => onHistory(last.id)}
            >
              {last.value}
            </button>
            {last.state === 'provisional' && <span className="word yellow"> {t('project.provisional')}</span>}
            <span className="note block">{nodeText(last.period, language)}</span>
            <span className="note block age">
              {[
                ageText(t, daysBetween(last.measuredOn, asOf)),
                last.sampleSize !== null && t('project.sample', { count: last.sampleSize }),
              ]
                .filter(Boolean)
                .join(' · ')}
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

/** How long ago a value was measured; one measured later than the day looked at counts as of that day. */
function ageText(t: TFunction, days: number): string {
  return days > 0 ? t('project.age', { count: days }) : t('project.ageToday');
}
