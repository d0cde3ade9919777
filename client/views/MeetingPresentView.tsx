import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { loadDrawing } from '../charts/Curve.tsx';
import { meeting, meetingComparison } from '../data/questions.ts';
import { wearTheme } from '../ui/theme.ts';
import { useOutbox, useTyped } from './meetings/useOutbox.ts';
import { CoverSlide } from './present/CoverSlide.tsx';
import { Foot } from './present/Foot.tsx';
import { ItemSlide } from './present/ItemSlide.tsx';
import { type Panel, type Stroke, slideAfter, slideNamed } from './present/keys.ts';
import { PanelOf } from './present/PanelOf.tsx';
import { Stage } from './present/Stage.tsx';
import { useStrokes } from './present/useStrokes.ts';
import { useTimer } from './present/useTimer.ts';
import '../text/with-meetings.ts';
import './present/slide.css';
import './present/present.css';

/**
 * 放映: one item a slide over the whole screen, by the keyboard. All it shows came with the pack and was loaded ahead,
 * so it goes on without the server; what is typed meanwhile waits in the outbox.
 */
export default function MeetingPresentView({ id }: { id: string }) {
  const { t } = useTranslation();
  // White paper for projectors, whatever was chosen.
  useEffect(() => wearTheme('light'), []);
  const known = useTyped(useSuspenseQuery(meeting(id)).data);
  const { box } = useOutbox();
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const [panel, setPanel] = useState<Panel>();
  const [choosesOther, setChoosesOther] = useState(false);
  const items = useMemo(() => known.items.filter(({ included }) => included), [known]);
  const at = slideNamed(params.get('item'), items.length);
  const item = items[at - 1];
  const timer = useTimer(item?.id ?? '');
  const slide = useRef<HTMLDivElement>(null);
  const isReady = usePrepared(id, known.previous?.id);
  const { data: previous } = useQuery({
    ...meeting(known.previous?.id ?? ''),
    enabled: known.previous !== null,
  });

  const show = (next: number) => {
    setParams({ item: String(next) }, { replace: true });
    setChoosesOther(false);
    if (panel === 'keys') setPanel(undefined);
  };
  const close = () => {
    setPanel(undefined);
    setChoosesOther(false);
    slide.current?.focus();
  };
  const open = (next: Panel) => (panel === next ? close() : setPanel(next));
  const leave = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    go(`/meetings/${id}`);
  };
  const stroke = (pressed: Stroke) => {
    switch (pressed.do) {
      case 'leave':
        return panel ? close() : leave();
      case 'open':
        return open(pressed.panel);
      case 'pause':
        return timer.toggle();
      case 'fullscreen':
        return toggleFullscreen();
      case 'up':
      case 'down': {
        const page = (slide.current?.clientHeight ?? 0) / 3;
        slide.current?.querySelector('.slide-main')?.scrollBy({ top: pressed.do === 'down' ? page : -page });
        return;
      }
      case 'decide':
        if (!item || !known.may.hold) return;
        setChoosesOther(pressed.decision === 'other');
        if (pressed.decision === 'other' || pressed.decision === 'rectify') setPanel('actions');
        if (pressed.decision === 'other') return;
        return box.add(id, {
          what: 'decision',
          item: item.id,
          body: { decision: pressed.decision, text: item.decision?.text ?? null },
        });
      default:
        show(slideAfter(pressed, at, items.length));
    }
  };
  useStrokes(stroke);

  return (
    <div className="present white-paper">
      <div className="present-slide" ref={slide} tabIndex={-1}>
        <Stage label={t('present.label', { title: item?.title ?? known.title })}>
          {(scale) =>
            item ? (
              <ItemSlide key={item.id} item={item} meeting={known} previous={previous} scale={scale} />
            ) : (
              <CoverSlide meeting={known} scale={scale} />
            )
          }
        </Stage>
        {panel && (
          <PanelOf
            key={`${panel} ${item?.id ?? ''} ${choosesOther}`}
            panel={panel}
            meeting={known}
            item={item}
            choosesOther={choosesOther}
            onClose={close}
          />
        )}
      </div>
      <Foot
        meeting={known}
        item={item}
        at={at}
        count={items.length}
        timer={timer}
        isReady={isReady}
        onStroke={stroke}
      />
    </div>
  );
}

/** Whether everything is loaded that a slide or a panel could ask for: then the network may go. */
function usePrepared(id: string, previous: string | undefined): boolean {
  const cache = useQueryClient();
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const asked = [
      loadDrawing(),
      cache.fetchQuery(meetingComparison(id, 'now')),
      ...(previous
        ? [cache.fetchQuery(meetingComparison(id, 'previous')), cache.fetchQuery(meeting(previous))]
        : []),
    ];
    // What failed is no reason to stop: its panel says that it could not be loaded.
    void Promise.allSettled<unknown>(asked).then((outcomes) =>
      setReady(outcomes.every(({ status }) => status === 'fulfilled')),
    );
  }, [cache, id, previous]);
  return isReady;
}

function toggleFullscreen() {
  if (document.fullscreenElement) void document.exitFullscreen();
  // Where the browser will not, the slide stays as large as its window.
  else void document.documentElement.requestFullscreen?.().catch(() => undefined);
}
