import { useTranslation } from 'react-i18next';
import type { Day } from '#shared/calendar.ts';
import { wan } from '../../text/format.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { PlaceLink } from './PlaceLink.tsx';
import { lastChange, useReview } from './review-context.ts';
import { TargetsRead } from './TargetsRead.tsx';

/** A project's row, and under it, once opened, its code, its money by source, and its indicators. */
export function ProjectRead({
  index,
  days,
  open,
  onToggle,
  onCorrect,
}: {
  index: number;
  days: readonly Day[];
  open: boolean;
  onToggle: () => void;
  onCorrect: (field: string) => void;
}) {
  const { t } = useTranslation();
  const { planImport, editable } = useReview();
  const project = planImport.reading.projects[index];
  if (!project) return null;
  const at = `/projects/${index}`;
  const doubtful = project.indicators.filter(({ target }) => target.confidence !== 'high').length;
  const figure = (field: string, text: string) => (
    <ReadFigure
      pointer={`${at}/${field}`}
      line={project.line}
      onCorrect={editable ? () => onCorrect(field) : undefined}
    >
      {text}
    </ReadFigure>
  );
  return (
    <>
      <tr>
        <th scope="row">
          {figure('name', project.name)}
          <button type="button" className="fold-button note" aria-expanded={open} onClick={onToggle}>
            {open ? '▾' : '▸'} {t('indicators.total', { count: project.indicators.length })}
            {doubtful > 0 && (
              <span className="word yellow">
                {' '}
                <LightMark mark="watch" label={t('import.toConfirm')} /> {doubtful}
              </span>
            )}
          </button>
        </th>
        <td className="number">{figure('budget', wan(project.budget))}</td>
        {days.map((day) => {
          const node = project.nodes.findIndex((each) => each.day === day);
          const read = project.nodes[node];
          return (
            <td key={day} className="number">
              {read && figure(`nodes/${node}/cumulative`, wan(read.cumulative))}
            </td>
          );
        })}
        <td className="tools">
          {editable && (
            <button
              type="button"
              className="icon"
              aria-label={t('import.correctOf', { what: project.name })}
              onClick={() => onCorrect('name')}
            >
              ✎
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr className="unfolded">
          <td colSpan={days.length + 3}>
            <p className="read-fields">
              <span>
                {t('import.fields.code')} {figure('code', project.code)}
              </span>
              <span>
                {t('import.fields.fiscal')} {figure('fiscal', wan(project.fiscal))}
              </span>
              <span>
                {t('import.fields.other')} {figure('other', wan(project.other))}
              </span>
            </p>
            <TargetsRead
              targets={project.indicators.map((each, row) => ({
                ...each,
                pointer: `${at}/indicators/${row}`,
                conflict: false,
              }))}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** A figure that leads to its cell; one that was put right says by whom and when. */
export function ReadFigure({
  pointer,
  line,
  onCorrect,
  children,
}: {
  pointer: string;
  line: number;
  onCorrect?: (() => void) | undefined;
  children: string;
}) {
  const { trace, planImport } = useReview();
  const change = lastChange(planImport, pointer);
  return (
    <PlaceLink
      place={trace.places.get(pointer) ?? { line }}
      pointer={pointer}
      onCorrect={onCorrect}
      change={change}
    >
      {children}
    </PlaceLink>
  );
}
