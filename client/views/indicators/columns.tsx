import type { TFunction } from 'i18next';
import type { Indicator } from '#shared/api.ts';
import { Bullet } from '../../charts/Bullet.tsx';
import { bulletPlaces } from '../../charts/bullet.ts';
import { dayText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { levelName } from '../../ui/level-name.ts';
import { To } from '../../ui/To.tsx';
import type { Column } from '../../ui/table/columns.ts';

/** The columns of the table of indicators. */
export function indicatorColumns(
  t: TFunction,
  onHistory: (measurement: number) => void,
): Column<Indicator>[] {
  const language = spokenLanguage();
  return [
    {
      id: 'name',
      head: t('project.indicator'),
      sort: 'name',
      width: '24%',
      isHead: true,
      cell: ({ name, projectCode, level2 }) => (
        <>
          <To to={`/projects/${projectCode}`}>{name}</To>
          <span className="note block">{levelName(level2, t)}</span>
        </>
      ),
    },
    {
      id: 'project',
      head: t('expenditures.project'),
      sort: 'project',
      width: '17%',
      className: 'whole',
      unnamed: true,
      cell: ({ projectName }) => projectName,
    },
    {
      id: 'target',
      head: t('project.target'),
      width: '110px',
      cell: ({ printed, target }) => (
        <span title={target.notes.join(' ')}>
          <span lang="zh-CN">{printed}</span>
        </span>
      ),
    },
    {
      id: 'value',
      head: t('project.value'),
      width: '110px',
      cell: ({ last }) => {
        if (!last) return <span className="muted">–</span>;
        return (
          <>
            <button type="button" className="link" onClick={() => onHistory(last.id)}>
              {last.value}
            </button>
            <span className="note block">
              {nodeText(last.period, language)}
              {last.state === 'provisional' && (
                <span className="word yellow"> {t('project.provisional')}</span>
              )}
            </span>
          </>
        );
      },
    },
    {
      id: 'bullet',
      head: t('project.chart'),
      width: '176px',
      className: 'col-bullet',
      unnamed: true,
      cell: (one) => {
        const places = bulletPlaces(one);
        const value = one.last?.value ?? t('project.noValue');
        const label = t('project.bullet', { name: one.name, target: one.printed, value });
        return places && <Bullet places={places} light={one.light} label={label} />;
      },
    },
    {
      id: 'state',
      head: t('project.howStands'),
      sort: 'state',
      className: 'whole',
      unnamed: true,
      cell: ({ state, light, text, last }) => (
        <span title={last ? dayText(last.measuredOn, language) : undefined}>
          <LightMark mark={state === 'at_risk' ? 'watch' : light} />{' '}
          <strong>{t(`indicatorState.${state}`)}</strong>
          <span className="note block">{text}</span>
        </span>
      ),
    },
  ];
}
