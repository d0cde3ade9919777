import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { addDays, type Day, daysBetween } from '#shared/calendar.ts';
import { useQueryValues } from '../data/moment.ts';
import { dayText, nodeMark, nodeText, placeInYear } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { dayAtPlace, lastVisibleDay, stepTo, timeStops } from './time-line.ts';

/**
 * The year with its nodes, and the day one looks at. Arrow keys step from node to node, page keys
 * a day, a click or a drag picks any day that has come; the last visible day is the product's own.
 */
export function TimeLine({ system }: { system: System }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const track = useRef<HTMLDivElement>(null);
  const [params, setValues] = useQueryValues();
  const [dragged, setDragged] = useState<Day>();
  const year = Number(params.get('year') ?? system.year);
  const last = lastVisibleDay(system.today, year);
  const shown = dragged ?? params.get('asOf') ?? last;
  const stops = timeStops(system.nodes, system.today, year);
  const place = (day: Day) => `${placeInYear(day, year) * 100}%`;

  const dayName = (day: Day) =>
    day !== last && system.nodes.includes(day) ? nodeText(day, language) : dayText(day, language);

  const look = (day: Day) => setValues({ asOf: day === last ? undefined : day });
  const dayUnder = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    return box ? dayAtPlace((event.clientX - box.left) / box.width, system.today, year) : last;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, shown, stops, `${year}-01-01`, last);
    if (!to) return;
    event.preventDefault();
    look(to);
  };

  return (
    <div
      ref={track}
      className="timeline"
      role="slider"
      tabIndex={0}
      aria-label={t('shell.timeline')}
      aria-description={t('shell.timelineHint')}
      aria-valuemin={0}
      aria-valuemax={daysBetween(`${year}-01-01`, last)}
      aria-valuenow={daysBetween(`${year}-01-01`, shown)}
      aria-valuetext={dayName(shown)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(dayUnder(event));
      }}
      onPointerMove={(event) => dragged && setDragged(dayUnder(event))}
      onPointerUp={(event) => {
        look(dayUnder(event));
        setDragged(undefined);
      }}
      onPointerCancel={() => setDragged(undefined)}
    >
      <i className="track" />
      <i className="passed" style={{ width: place(shown) }} />
      {system.nodes.map((node) => (
        <span key={node} className={node <= last ? 'node' : 'node future'} style={{ left: place(node) }}>
          <i />
          <span className={daysBetween(node, shown) ** 2 < 22 ** 2 ? 'label hidden' : 'label'}>
            {nodeMark(node, language)}
          </span>
        </span>
      ))}
      {shown !== last && <i className="today-tick" style={{ left: place(last) }} title={t('shell.today')} />}
      <span className="handle" style={{ left: place(shown) }}>
        <i />
        <span className="label">{dayName(shown)}</span>
      </span>
    </div>
  );
}

function keyTarget(key: string, shown: Day, stops: readonly Day[], first: Day, last: Day): Day | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return stepTo(shown, -1, stops);
  if (key === 'ArrowRight' || key === 'ArrowUp') return stepTo(shown, 1, stops);
  if (key === 'PageDown') return shown > first ? addDays(shown, -1) : shown;
  if (key === 'PageUp') return shown < last ? addDays(shown, 1) : shown;
  if (key === 'Home') return stops[0];
  if (key === 'End') return last;
  return undefined;
}
