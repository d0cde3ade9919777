import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** The size a slide is drawn for; its type is 28 px there, as large as the wall's. */
const drawn = { width: 1920, height: 1080, type: 28 };
/** Narrower than this a slide could not be read: there it is laid out like a page. */
const leastWidth = 600;
/** The words in a drawing, beside the text around it. */
const inDrawing = 0.8;

/**
 * White paper that its content fills: type and drawings grow and shrink with it, so that a slide looks the same on a
 * projector of 1280×720, on a large screen, and as a preview on a page. `children` are told the scale of drawings.
 */
export function Stage({ children, label }: { children: (scale: number) => ReactNode; label?: string }) {
  const box = useRef<HTMLElement>(null);
  const [size, setSize] = useState<{ unit: number; flows: boolean }>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      const unit = Math.min(width / drawn.width, height / drawn.height);
      const flows = width < leastWidth;
      setSize((before) => (flows && before?.flows ? before : { unit, flows }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const type = drawn.type * (size?.unit ?? 0.5);
  return (
    <section
      className={size?.flows ? 'stage white-paper flows' : 'stage white-paper'}
      ref={box}
      aria-label={label}
      style={{ '--stage-type': `${type}px` } as CSSProperties}
    >
      {size && children(size.flows ? 1 : (type * inDrawing) / 12)}
    </section>
  );
}
