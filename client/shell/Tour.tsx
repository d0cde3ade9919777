import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import '../text/with-tour.ts';
import './tour.css';

/** What each step points at, and on which side of it there is room. */
const steps = [
  { name: 'timeline', at: '.timeline', placement: 'bottom' },
  { name: 'sentences', at: '.overview > .summary .sentence', placement: 'bottom start' },
  { name: 'projects', at: '.overview-projects', placement: 'left top' },
  { name: 'feed', at: '.overview-feed', placement: 'left top' },
  { name: 'entry', at: '.nav a[href^="/entry"]', placement: 'bottom' },
] as const;

/**
 * Five steps over the overview, each a small bubble at what it speaks of. Enter goes on, Escape leaves.
 * What somebody does not have on the page, such as the entry, is not spoken of.
 */
export default function Tour({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation();
  const there = useMemo(() => steps.filter(({ at }) => document.querySelector(at)), []);
  const [index, setIndex] = useState(0);
  const place = useRef<Element>(null);
  const step = there[index];
  const [shown, setShown] = useState<string>();
  useLayoutEffect(() => {
    const pointed = step && document.querySelector(step.at);
    place.current = pointed ?? null;
    pointed?.setAttribute('data-toured', '');
    setShown(step?.name);
    return () => pointed?.removeAttribute('data-toured');
  }, [step]);
  if (!step || shown !== step.name) return null;
  const isLast = index === there.length - 1;
  const go = (by: number) => {
    if (index + by >= there.length) onEnd();
    else setIndex(Math.max(0, index + by));
  };
  return (
    <Popover
      key={step.name}
      className="popover tour"
      triggerRef={place}
      isOpen
      placement={step.placement}
      onOpenChange={(open) => !open && onEnd()}
    >
      <Dialog className="tour-step">
        <Heading slot="title" level={2}>
          {t(`tour.${step.name}.title`)}
        </Heading>
        <p>{t(`tour.${step.name}.text`)}</p>
        <div className="tour-foot">
          <span className="note figure">
            {index + 1} / {there.length}
          </span>
          {index > 0 && (
            <button type="button" className="button small" onClick={() => go(-1)}>
              {t('tour.back')}
            </button>
          )}
          {!isLast && (
            <button type="button" className="button small" onClick={onEnd}>
              {t('tour.leave')}
            </button>
          )}
          {/* biome-ignore lint/a11y/noAutofocus: the step was asked for, and Enter goes on */}
          <button type="button" className="button small primary" autoFocus onClick={() => go(1)}>
            {t(isLast ? 'tour.done' : 'tour.next')}
          </button>
        </div>
      </Dialog>
    </Popover>
  );
}
