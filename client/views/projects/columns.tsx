import type { TFunction } from 'i18next';
import type { Light, Project } from '#shared/api.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { percent, wan } from '../../text/format.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { Money } from '../../ui/Money.tsx';
import { To } from '../../ui/To.tsx';
import type { Column } from '../../ui/table/columns.ts';

const lights = ['plan', 'elapsed', 'results', 'yearEnd'] as const;

/** The columns of the table of projects. */
export function projectColumns(t: TFunction): Column<Project>[] {
  const money = (id: 'budget' | 'planned' | 'spent', head: string): Column<Project> => ({
    id,
    head,
    sort: id,
    width: '92px',
    className: 'number',
    cell: (one) => <Money yuan={one[id]} />,
  });
  return [
    {
      id: 'name',
      head: t('projects.project'),
      sort: 'name',
      isHead: true,
      cell: (one) => (
        <>
          <To to={`/projects/${one.code}`} title={one.lights.plan.text}>
            {one.name}
          </To>
          <span className="note block">{one.code}</span>
        </>
      ),
    },
    ...lights.map(
      (light): Column<Project> => ({
        id: light,
        head: t(`lightName.${light}`),
        sort: light,
        width: '96px',
        cell: (one) => <LightCell light={one.lights[light]} rated={light !== 'results'} t={t} />,
      }),
    ),
    money('budget', t('projects.budget')),
    money('planned', t('projects.planned')),
    money('spent', t('projects.spent')),
    {
      id: 'shortfall',
      head: t('projects.short'),
      sort: 'shortfall',
      width: '84px',
      className: 'number',
      cell: (one) => <Money yuan={Number(one.shortfall) > 0 ? one.shortfall : null} />,
    },
    {
      id: 'rate',
      head: t('projects.rate'),
      sort: 'rate',
      width: '76px',
      className: 'number',
      cell: (one) => percent(one.executionRate),
    },
    {
      id: 'openAlerts',
      head: t('projects.alerts'),
      sort: 'openAlerts',
      width: '64px',
      className: 'number',
      cell: (one) => (one.openAlerts > 0 ? one.openAlerts : <span className="muted">–</span>),
    },
    {
      id: 'section',
      head: t('projects.section'),
      sort: 'section',
      width: '110px',
      cell: (one) => (
        <>
          {one.section ?? t('overview.noOwner')}
          {one.owner && <span className="note block">{one.owner}</span>}
        </>
      ),
    },
  ];
}

/** What the columns of all projects add up to. */
export function projectSums(t: TFunction, all: readonly Project[]): Record<string, string | number> {
  const sum = (name: 'budget' | 'planned' | 'spent' | 'shortfall') =>
    wan(toYuan(all.reduce((total, one) => total + (parseYuan(one[name]) ?? 0), 0)));
  return {
    name: t('tables.sum'),
    ...{ budget: sum('budget'), planned: sum('planned'), spent: sum('spent'), shortfall: sum('shortfall') },
    openAlerts: all.reduce((total, one) => total + one.openAlerts, 0),
  };
}

function LightCell({ light, rated, t }: { light: Light; rated: boolean; t: TFunction }) {
  const word = t(`light.${light.state}`);
  const isRated = rated && light.rate !== null;
  return (
    <span className="light-cell" title={light.text}>
      <LightMark mark={light.state} label={isRated ? word : undefined} />
      {isRated ? (
        <span className="figure">{percent(light.rate, 0)}</span>
      ) : (
        <span className={light.state === 'grey' ? 'muted' : ''}>{word}</span>
      )}
    </span>
  );
}
