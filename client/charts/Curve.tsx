import { Component, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { afterPaint } from '../ui/after-paint.ts';
import type { SpendingCurve } from './spending.ts';

const SpendingChart = lazy(() => import('./SpendingChart.tsx'));

/** Whether the drawing's code was asked for: a later screen need not wait for its own first paint. */
let asked = false;

/**
 * The place of a spending curve: its frame at once, the drawing when its code is here. That code is larger
 * than all the rest of the screen, so it is asked for only when the figures around it stand on the screen.
 */
export function Curve({ curve, nodes }: { curve: SpendingCurve; nodes: readonly { day: string }[] }) {
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
    <figure className="curve" aria-label={t('chart.label')}>
      <WithoutChart said={t('chart.none')}>
        <Suspense fallback={frame}>{due ? <SpendingChart curve={curve} nodes={nodes} /> : frame}</Suspense>
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
