import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import type { Meeting, PackProject } from '#shared/meeting.ts';
import { Bullet } from '../../charts/Bullet.tsx';
import { bulletPlaces } from '../../charts/bullet.ts';
import { Curve } from '../../charts/Curve.tsx';
import { stepsOf } from '../../charts/spending.ts';
import { percent } from '../../text/format.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { Money } from '../../ui/Money.tsx';
import { offIndicators, pictureOf } from './slide.ts';

const most = 4;

/** A project's figures with their bases, and the curve or the indicators that are off. */
export function ProjectPicture({
  project,
  meeting,
  scale,
}: {
  project: PackProject;
  meeting: Pick<Meeting, 'year' | 'asOf'>;
  scale: number;
}) {
  const { t } = useTranslation();
  const { planned, spent, shortfall, budget, executionRate, lights } = project.project;
  const off = offIndicators(project.indicators);
  const picture = pictureOf(project);
  return (
    <>
      <dl className="slide-figures">
        <div>
          <dt>{t('slide.money')}</dt>
          <dd>
            <LightMark mark={lights.plan.state} label={t(`light.${lights.plan.state}`)} />{' '}
            <Money yuan={spent} unit />
          </dd>
        </div>
        <div>
          <dt>{t('slide.planned')}</dt>
          <dd>
            <Money yuan={planned} unit />
          </dd>
        </div>
        <div>
          <dt>{t('slide.shortfall')}</dt>
          <dd>
            <Money yuan={shortfall} unit />
          </dd>
        </div>
        <div>
          <dt>{t('slide.budget')}</dt>
          <dd>
            <Money yuan={budget} unit />
          </dd>
        </div>
        <div>
          <dt>{t('slide.rate')}</dt>
          <dd className="figure">{percent(executionRate)}</dd>
        </div>
      </dl>
      {picture === 'curve' && (
        <Curve
          scale={scale}
          nodes={project.nodes}
          curve={{
            year: meeting.year,
            asOf: meeting.asOf,
            planned: stepsOf(project.nodes),
            actual: project.actual,
            forecast: project.forecast,
          }}
        />
      )}
      {off.length > 0 && (
        <ul className="slide-indicators">
          {off.slice(0, picture === 'curve' ? 1 : most).map((indicator) => (
            <OffIndicator key={indicator.id} indicator={indicator} />
          ))}
          {off.length > (picture === 'curve' ? 1 : most) && (
            <li className="muted">
              {t('slide.more', { count: off.length - (picture === 'curve' ? 1 : most) })}
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function OffIndicator({ indicator }: { indicator: Indicator }) {
  const { t } = useTranslation();
  const { name, printed, last, light, state, text } = indicator;
  const places = bulletPlaces(indicator);
  const label = t('project.bullet', { name, target: printed, value: last?.value ?? t('project.noValue') });
  return (
    <li>
      <p className="name">
        <LightMark mark={state === 'at_risk' ? 'watch' : light} /> <strong>{name}</strong>{' '}
        <span className="muted">
          {t('slide.target')} {printed}
        </span>{' '}
        {t(`indicatorState.${state}`)}
      </p>
      {places && <Bullet places={places} light={light} label={label} />}
      <p className="text">{text}</p>
    </li>
  );
}
