import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanImportPatch } from '#shared/api.ts';
import { usePatch, useReview } from './review-context.ts';
import { WorkDetail } from './WorkDetail.tsx';
import { WorkRow } from './WorkRow.tsx';
import { spanWith } from './window.ts';
import { alike, nextOpen, type WorkItem } from './work-items.ts';
import { isTyping, type WorkKey, workKey } from './work-keys.ts';

const most = 60;

/** Questions, unsure readings and notes, worked through from the keyboard; the source follows the current one. */
export const WorkList = memo(function WorkList({ items }: { items: readonly WorkItem[] }) {
  const { t } = useTranslation();
  const { planImport, editable, look, placeName } = useReview();
  const save = usePatch(planImport.id);
  const list = useRef<HTMLOListElement>(null);
  const [currentId, setCurrentId] = useState(() => nextOpen(items, undefined)?.id ?? items[0]?.id);
  const [correcting, setCorrecting] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === currentId),
  );
  const current = items[at];
  const [span, setSpan] = useState({ from: 0, to: most });
  const drawn = spanWith(span, at, items.length, most);
  if (drawn.from !== span.from || drawn.to !== span.to) setSpan(drawn);
  const [saves, setSaves] = useState<ReadonlyMap<string, 'saving' | Error>>(new Map());
  const reached = useRef(false);
  const lookedAt = useRef(currentId);
  lookedAt.current = currentId;

  const show = useCallback(
    (id: string) => {
      setCurrentId((before) => {
        if (before !== id) setCorrecting(false);
        return id;
      });
      const item = items.find((each) => each.id === id);
      if (item) look(item.place);
    },
    [items, look],
  );
  const go = useCallback(
    (item: WorkItem | undefined) => {
      if (!item) return;
      reached.current = true;
      show(item.id);
      setWanted(item.id);
    },
    [show],
  );
  // The row has to be drawn before it can take the focus.
  useEffect(() => {
    if (!wanted) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(wanted)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
    setWanted(undefined);
  }, [wanted]);
  useEffect(() => {
    const jump = (event: globalThis.KeyboardEvent) => {
      const inList = event.target instanceof Node && list.current?.contains(event.target);
      if (inList || workKey(event, isTyping(event.target))?.do !== 'next' || document.querySelector('.veil'))
        return;
      event.preventDefault();
      // The first time it is the one that is open already.
      go(current && !current.done && !reached.current ? current : nextOpen(items, currentId));
    };
    document.addEventListener('keydown', jump);
    return () => document.removeEventListener('keydown', jump);
  }, [items, current, currentId, go]);

  const send = async (item: WorkItem, patch: PlanImportPatch) => {
    const mark = (state: 'saving' | Error | undefined) =>
      setSaves((before) => {
        const after = new Map(before);
        if (state) after.set(item.id, state);
        else after.delete(item.id);
        return after;
      });
    mark('saving');
    let refused = false;
    try {
      await save.mutateAsync(patch);
      mark(undefined);
    } catch (error) {
      refused = true;
      mark(error instanceof Error ? error : new Error(String(error)));
    }
    // What had the focus may be gone; whoever has moved on, or is to put right what was refused, stays there.
    const stays = refused && list.current?.contains(document.activeElement);
    if (lookedAt.current === item.id && !stays) setWanted(item.id);
  };
  const answer = (item: WorkItem, text: string) =>
    void send(item, { answers: [{ question: item.id, answer: text }] });
  const confirm = (item: WorkItem, all: boolean) => {
    if (item.kind !== 'unsure') return;
    const confirmed = all ? alike(items, item).slice(0, 500) : [item];
    const corrections = confirmed.map(({ id }) => ({ pointer: `${id}/target/confidence`, value: 'high' }));
    void send(item, { corrections });
  };
  const act = (key: WorkKey, item: WorkItem) => {
    if (key.do === 'move') return go(items[Math.min(items.length - 1, Math.max(0, at + key.by))]);
    if (key.do === 'first') return go(items[0]);
    if (key.do === 'last') return go(items.at(-1));
    if (key.do === 'next') return go(nextOpen(items, item.id));
    if (key.do === 'leave') {
      setCorrecting(false);
      return setWanted(item.id);
    }
    if (key.do === 'open') return enter(list.current);
    if (!editable || saves.get(item.id) === 'saving' || item.kind === 'note') return;
    if (key.do === 'choose' && item.kind === 'question') {
      const choice = item.question.choices?.[key.nth - 1];
      if (choice) answer(item, choice);
    }
    if (key.do === 'correct' && item.target) setCorrecting(true);
    if (item.done) return;
    if (key.do === 'confirm') confirm(item, false);
    if (key.do === 'confirmAlike') confirm(item, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = event.target instanceof HTMLElement && event.target.matches('[data-item]');
    const key = event.nativeEvent.isComposing ? undefined : workKey(event, isTyping(event.target));
    // Elsewhere Enter presses the button that has the focus.
    if (!key || !current || (key.do === 'open' && !onRow)) return;
    event.preventDefault();
    event.stopPropagation();
    act(key, current);
  };

  const same = useMemo(
    () => (current?.kind === 'unsure' && !current.done ? alike(items, current).length : 0),
    [items, current],
  );
  if (items.length === 0) return <p className="muted">{t('import.nothingHere')}</p>;
  return (
    <>
      <p className="note keys">{t('import.keys')}</p>
      {drawn.from > 0 && (
        <button
          type="button"
          className="button small"
          onClick={() => setSpan({ from: Math.max(0, drawn.from - most), to: drawn.to })}
        >
          {t('import.before', { count: drawn.from })}
        </button>
      )}
      <ol ref={list} className="work" start={drawn.from + 1} onKeyDown={onKeyDown}>
        {items.slice(drawn.from, drawn.to).map((item) => (
          <li key={item.id} className={item.id === current?.id ? 'work-item current' : 'work-item'}>
            <WorkRow
              item={item}
              place={placeName(item.place.line)}
              current={item.id === current?.id}
              save={saves.get(item.id)}
              onFocus={show}
            />
            {item.id === current?.id && (
              <WorkDetail
                key={item.id}
                item={item}
                same={same}
                correcting={correcting}
                save={saves.get(item.id)}
                onAnswer={(text) => answer(item, text)}
                onConfirm={(all) => confirm(item, all)}
                onCorrect={() => setCorrecting(true)}
                onDone={() => {
                  setCorrecting(false);
                  setWanted(item.id);
                }}
              />
            )}
          </li>
        ))}
      </ol>
      {drawn.to < items.length && (
        <button
          type="button"
          className="button small"
          onClick={() => setSpan({ from: drawn.from, to: drawn.to + most })}
        >
          {t('import.after', { count: items.length - drawn.to })}
        </button>
      )}
    </>
  );
});

/** The focus goes to the first thing of the current item that can be pressed or typed into. */
function enter(list: HTMLElement | null): void {
  list
    ?.querySelector<HTMLElement>('.current .work-detail :is(input, button, select):not(:disabled)')
    ?.focus();
}
