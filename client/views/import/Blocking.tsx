import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceLink } from './PlaceLink.tsx';
import type { WorkItem } from './work-items.ts';

const most = 10;

/** What keeps the plan from being put in force, each a way to its place; nothing where nothing does. */
export const Blocking = memo(function Blocking({ items }: { items: readonly WorkItem[] }) {
  const { t } = useTranslation();
  const blocking = items.flatMap((item) =>
    item.kind === 'question' && item.question.blocks && !item.done ? [item] : [],
  );
  if (blocking.length === 0) return null;
  return (
    <section className="blocking" aria-labelledby="blocking">
      <h2 id="blocking">{t('import.blocksTitle', { count: blocking.length })}</h2>
      <ul>
        {blocking.slice(0, most).map(({ id, place, question }) => (
          <li key={id}>
            <PlaceLink place={place}>{question.message}</PlaceLink>
          </li>
        ))}
        {blocking.length > most && (
          <li className="note">{t('import.andMore', { count: blocking.length - most })}</li>
        )}
      </ul>
    </section>
  );
});
