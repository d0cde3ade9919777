import { useTranslation } from 'react-i18next';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { isSpokenOf } from '../meetings/agenda.ts';
import { ActionFacts } from './ActionFacts.tsx';
import { Decided } from './Decided.tsx';
import { MissingTable } from './MissingTable.tsx';
import { OwnersWords } from './OwnersWords.tsx';
import { ProjectPicture } from './ProjectPicture.tsx';

/**
 * One item as the meeting sees it: the news as its title, the picture, what the owner says, what was decided last
 * time and now. The same on the wall, in the owner's preview and on paper: `scale` is how much larger than a page.
 */
export function ItemSlide({
  item,
  meeting,
  previous,
  number,
  scale = 1,
}: {
  item: AgendaItem;
  meeting: Meeting;
  /** The meeting before it, where it is at hand. */
  previous: Meeting | undefined;
  /** Its place in the agenda; absent where it is left out. */
  number?: number | undefined;
  scale?: number;
}) {
  const { t } = useTranslation();
  const { kind, project } = item;
  const isWide = !isSpokenOf(item) && !item.statement && !item.decision && item.actions.length === 0;
  const who = [project?.project.section, project?.project.owner].filter(Boolean).join(' ');
  return (
    <article className={`item-slide ${kind}`}>
      <header>
        <p className="kicker">
          {number !== undefined && <span>{t('agenda.number', { number })}</span>}
          <span>{t(`agendaKind.${kind}`)}</span>
          {project && !item.title.startsWith(project.project.name) && <span>{project.project.name}</span>}
          {who && <span>{who}</span>}
        </p>
        <h2>{item.title}</h2>
      </header>
      <div className={isWide ? 'slide-body' : 'slide-body two-sides'}>
        <div className="slide-main">
          {item.action && <ActionFacts action={item.action} />}
          {project && <ProjectPicture project={project} meeting={meeting} scale={scale} />}
          {kind === 'missing' && <MissingTable missing={item.missing} />}
          {kind === 'good' && item.good.length > 0 && (
            <ul className="sentences">
              {item.good.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </div>
        <div className="slide-side">
          {(isSpokenOf(item) || item.statement) && <OwnersWords item={item} />}
          <Decided item={item} previous={previous} />
        </div>
      </div>
      <p className="slide-frozen">
        {t('slide.frozen', { asOf: fullDayText(meeting.asOf, spokenLanguage()) })}
      </p>
    </article>
  );
}
