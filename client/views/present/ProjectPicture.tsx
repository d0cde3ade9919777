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

/** So many indicators are listed: one under a curve, and where they are the news so many that it still has room. */
const most = { curve: 1, indicators: 4 } as const;
const roomForCurve = 2;

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
  const hasCurve = picture === 'curve' || off.length <= roomForCurve;
  const indicators = off.length > 0 && (
    <ul className={`slide-indicators beside-${picture}`}>
      {off.slice(0, most[picture]).map((indicator) => (
        <OffIndicator key={indicator.id} indicator={indicator} />
      ))}
      {off.length > most[picture] && (
        <li className="muted">{t('slide.more', { count: off.length - most[picture] })}</li>
      )}
    </ul>
  );
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
            {Number(shortfall) > 0 ? <Money yuan={shortfall} unit /> : <span className="muted">–</span>}
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
      {picture === 'indicators' && indicators}
      {hasCurve && (
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
      {picture === 'curve' && indicators}
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
