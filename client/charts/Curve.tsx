import { Component, type CSSProperties, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { afterPaint } from '../ui/after-paint.ts';
import type { SpendingCurve } from './spending.ts';

const drawing = () => import('./SpendingChart.tsx');
const SpendingChart = lazy(drawing);

/** Whether the drawing's code was asked for: a later screen need not wait for its own first paint. */
let asked = false;

/** Loads the drawing's code ahead, for a screen that must draw without the network later. */
export async function loadDrawing(): Promise<void> {
  await drawing();
  asked = true;
}

/**
 * The place of a spending curve: its frame at once, the drawing when its code is here. That code is larger
 * than all the rest of the screen, so it is asked for only when the figures around it stand on the screen.
 */
export function Curve({
  curve,
  nodes,
  scale = 1,
}: {
  curve: SpendingCurve;
  nodes: readonly { day: string }[];
  /** How much larger than on a page its words and lines are, for a wall or a projector. */
  scale?: number;
}) {
  const { t } = useTranslation();
  const [due, setDue] = useState(asked);
  // An effect, not the first render: a render is also tried while the answers for its neighbours are awaited.
  useEffect(() => {
    if (due) return;
    return afterPaint(() => {
      asked = true;
      setDue(true);
    });
  }, [due]);
  const frame = <div className="curve-frame" />;
  return (
    <figure
      className="curve"
      aria-label={t('chart.label')}
      style={{ '--curve-scale': scale } as CSSProperties}
    >
      <WithoutChart said={t('chart.none')}>
        <Suspense fallback={frame}>
          {due ? <SpendingChart curve={curve} nodes={nodes} scale={scale} /> : frame}
        </Suspense>
      </WithoutChart>
    </figure>
  );
}

/** A drawing that cannot be made leaves the figures beside it standing. */
class WithoutChart extends Component<{ said: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <p className="muted">{this.props.said}</p> : this.props.children;
  }
}
