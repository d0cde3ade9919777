import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '#shared/meeting.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { alertMark, gravestFirst } from '../../ui/marks.ts';
import { isSpokenOf } from './agenda.ts';

/** An item as the agenda lists it: its news, whose it is, whether the owner has spoken, and what was decided. */
export function AgendaRow({
  item,
  number,
  to,
  mayState,
  onMove,
  onInclude,
}: {
  item: AgendaItem;
  number: number;
  /** Where it is looked at. */
  to: string;
  mayState: boolean;
  onMove?: (by: -1 | 1) => void;
  onInclude?: () => void;
}) {
  const { t } = useTranslation();
  const { kind, title, project, action, statement, decision, actions, missing } = item;
  const [gravest] = project?.alerts.toSorted(gravestFirst) ?? [];
  const owner = action?.who ?? project?.project.owner;
  return (
    <>
      <span className="figure place">{number}</span>
      <div className="what">
        <p className="note">
          {gravest && <LightMark mark={alertMark(gravest)} />} {t(`agendaKind.${kind}`)}
          {project && !title.startsWith(project.project.name) && ` · ${project.project.name}`}
          {owner && ` · ${owner}`}
          {kind === 'missing' && ` · ${t('agenda.missingOf', { count: missing.length })}`}
        </p>
        <a href={to} className="title" tabIndex={-1} onClick={(event) => event.preventDefault()}>
          {title}
        </a>
        <p className="note states">
          {isSpokenOf(item) &&
            (statement ? (
              <span className="word green">{t('agenda.said')}</span>
            ) : (
              <span>{t('agenda.unsaid')}</span>
            ))}
          {decision && <strong>{t(`decision.${decision.decision}`)}</strong>}
          {actions.length > 0 && <span>{t('agenda.actionsOf', { count: actions.length })}</span>}
        </p>
      </div>
      {onMove && onInclude && (
        <span className="row-actions">
          <Button className="icon" aria-label={`${t('agenda.up')} ${number}`} onPress={() => onMove(-1)}>
            ↑
          </Button>
          <Button className="icon" aria-label={`${t('agenda.down')} ${number}`} onPress={() => onMove(1)}>
            ↓
          </Button>
          <Button className="button small" onPress={onInclude}>
            {t('agenda.exclude')}
          </Button>
        </span>
      )}
      {!onMove && mayState && (
        <span className="link">{t(statement ? 'statement.change' : 'statement.write')}</span>
      )}
    </>
  );
}
