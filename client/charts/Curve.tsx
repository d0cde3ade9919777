import { Component, lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpendingCurve } from './spending.ts';

const SpendingChart = lazy(async () => {
  // The figures first: the drawing's code is larger than all the rest of the screen.
  await new Promise<void>((idle) =>
    'requestIdleCallback' in window
      ? window.requestIdleCallback(() => idle(), { timeout: 1_500 })
      : setTimeout(idle, 300),
  );
  return import('./SpendingChart.tsx');
});

/** The place of a spending curve: its frame at once, the drawing when its code is here. */
export function Curve({ curve, nodes }: { curve: SpendingCurve; nodes: readonly { day: string }[] }) {
  const { t } = useTranslation();
  return (
    <figure className="curve" aria-label={t('chart.label')}>
      <WithoutChart said={t('chart.none')}>
        <Suspense fallback={<div className="curve-frame" />}>
          <SpendingChart curve={curve} nodes={nodes} />
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
