import { useQuery } from '@tanstack/react-query';
import {
  Component,
  type CSSProperties,
  lazy,
  memo,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { system } from '../data/questions.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { ChartTools } from './ChartTools.tsx';
import { CurveTable } from './CurveTable.tsx';
import { type CurveHeads, csvOf, curveRows } from './chart-data.ts';
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
 * than all the rest of the screen, so it is asked for only when the figures around it stand on the screen. Beside it
 * are its figures as a table for whoever does not see it, and as files; `of` is the project that it is about.
 */
export const Curve = memo(function Curve({
  curve,
  nodes,
  scale = 1,
  of,
}: {
  curve: SpendingCurve;
  nodes: readonly { day: string }[];
  /** How much larger than on a page its words and lines are, for a wall or a projector: those take nothing along. */
  scale?: number;
  of?: string;
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
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
      ref={place}
      style={{ '--curve-scale': scale } as CSSProperties}
    >
      <WithoutChart said={t('chart.none')}>
        <Suspense fallback={frame}>
          {due ? <SpendingChart curve={curve} nodes={nodes} scale={scale} /> : frame}
        </Suspense>
      </WithoutChart>
      <CurveTable curve={curve} nodes={nodes} />
      {scale === 1 && <Tools curve={curve} of={of} chart={place} />}
    </figure>
  );
});

function Tools({
  curve,
  of,
  chart,
}: {
  curve: SpendingCurve;
  of: string | undefined;
  chart: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation();
  const department = useQuery({ ...system(), enabled: false }).data?.department?.name;
  const title = of ? `${of} · ${t('file.curve')}` : t('file.curve');
  const day = fullDayText(curve.asOf, spokenLanguage());
  const facts = { department, year: curve.year, day, unit: t('unit.wan') };
  const foot = t(department ? 'file.foot' : 'file.footBare', facts);
  const names = ['day', 'planned', 'actual', 'supposed', 'forecast'] as const;
  const heads = Object.fromEntries(names.map((name) => [name, t(`file.${name}`)])) as CurveHeads;
  return (
    <ChartTools
      chart={chart}
      name={`${of ?? department ?? t('product')}-${t('file.curve')}-${curve.asOf}`}
      caption={{ title, foot: [foot] }}
      csv={() => csvOf(curveRows(curve, heads))}
    />
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
