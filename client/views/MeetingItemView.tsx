import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meeting } from '../data/questions.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { isSpokenOf } from './meetings/agenda.ts';
import { StatementForm } from './meetings/StatementForm.tsx';
import { useTyped } from './meetings/useOutbox.ts';
import { ItemSlide } from './present/ItemSlide.tsx';
import { Stage } from './present/Stage.tsx';
import '../text/with-meetings.ts';
import './meetings/meetings.css';
import './present/slide.css';

/** One item before the meeting: exactly what it will see, and what the owner says about it. */
export default function MeetingItemView({ id, item: itemId }: { id: string; item: string }) {
  const { t } = useTranslation();
  const known = useTyped(useSuspenseQuery(meeting(id)).data);
  const { data: previous } = useQuery({
    ...meeting(known.previous?.id ?? ''),
    enabled: known.previous !== null,
  });
  const item = known.items.find((each) => each.id === itemId);
  const back = (
    <To to={`/meetings/${id}`} className="link">
      {known.title}
    </To>
  );
  if (!item) return <EmptyState action={back}>{t('meeting.notFound')}</EmptyState>;
  const number = known.items.filter(({ included }) => included).indexOf(item) + 1;
  const slide = (scale: number) => (
    <ItemSlide item={item} meeting={known} previous={previous} number={number || undefined} scale={scale} />
  );
  return (
    <div className="page meeting-item">
      <div className="page-head">
        <h1 className="note">
          {back} · {number ? t('agenda.number', { number }) : t('agenda.left')}
        </h1>
      </div>
      <div className="item-columns">
        <section aria-labelledby="shown">
          <h2 id="shown">{t('statement.shown')}</h2>
          <div className="slide-preview">
            <Stage>{slide}</Stage>
          </div>
        </section>
        {(isSpokenOf(item) || item.mayState) && <StatementForm meeting={known} item={item} />}
      </div>
    </div>
  );
}
