import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { useOutbox } from '../meetings/useOutbox.ts';

const pauseMs = 600;

/** 发言提纲 of an item: kept a moment after the last key, and at once when it is closed or the page is left. */
export function NotesPanel({ meeting, item }: { meeting: Meeting; item: AgendaItem }) {
  const { t } = useTranslation();
  const { box } = useOutbox();
  const [text, setText] = useState(item.notes);
  const kept = useRef(item.notes);
  const typed = useRef(item.notes);

  useEffect(() => {
    typed.current = text;
    const keep = () => {
      if (typed.current === kept.current) return;
      kept.current = typed.current;
      box.add(meeting.id, { what: 'notes', item: item.id, body: { notes: typed.current } });
    };
    const timer = setTimeout(keep, pauseMs);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [text, box, meeting.id, item.id]);
  useEffect(
    () => () => {
      if (typed.current === kept.current) return;
      box.add(meeting.id, { what: 'notes', item: item.id, body: { notes: typed.current } });
    },
    [box, meeting.id, item.id],
  );

  if (!meeting.may.hold) return <p className="pre">{item.notes || t('none')}</p>;
  return (
    <label className="notes">
      <span className="muted">{t('present.notesHint')}</span>
      <textarea value={text} maxLength={10_000} onChange={(event) => setText(event.target.value)} />
    </label>
  );
}
