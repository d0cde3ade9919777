import { DefaultZIndexes, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts';
import type { SpendingRow } from './spending.ts';

/** A mark at each node on the plan's line. */
export function NodeMarks({
  rows,
  nodes,
  scale = 1,
}: {
  rows: readonly SpendingRow[];
  nodes: readonly number[];
  scale?: number;
}) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (!x || !y) return null;
  return nodes.map((at) => {
    const row = rows.find((each) => each.at === at);
    const [cx, cy] = [x(at), y(row?.planned ?? 0)];
    if (!row || cx === undefined || cy === undefined) return null;
    return (
      <circle
        key={at}
        cx={cx}
        cy={cy}
        r={3 * scale}
        fill="var(--paper)"
        stroke="var(--ink)"
        strokeWidth={1.25 * scale}
      />
    );
  });
}

/** The gap between plan and actual, drawn and labelled. */
export function Bracket({
  at,
  from,
  to,
  text,
  scale = 1,
}: {
  at: number;
  from: number;
  to: number;
  text: string;
  scale?: number;
}) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const [left, low, high] = [x?.(at), y?.(from), y?.(to)];
  if (left === undefined || low === undefined || high === undefined) return null;
  // Late in the year the words stand on the left, clear of the labels at the end of the lines.
  const late = at > 290;
  const edge = left + (late ? -5 : 5) * scale;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label}>
      <g className="bracket">
        <path
          d={`M${left} ${high}H${edge}V${low}H${left}`}
          fill="none"
          stroke="var(--red)"
          strokeWidth={1.5 * scale}
        />
        <text
          x={edge + (late ? -4 : 2) * scale}
          y={late ? (low + high) / 2 : high - 9 * scale}
          textAnchor={late ? 'end' : 'start'}
          dominantBaseline="central"
          fill="var(--red)"
        >
          {text}
        </text>
      </g>
    </ZIndexLayer>
  );
}

/** What a line is, written at its end; it steps aside for another label at `avoid`. */
export function EndLabel({
  at,
  value,
  text,
  strong = false,
  avoid,
  scale = 1,
}: {
  at: number;
  value: number;
  text: string;
  strong?: boolean;
  avoid?: number;
  scale?: number;
}) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const [left, top, other] = [x?.(at), y?.(value), avoid === undefined ? undefined : y?.(avoid)];
  if (left === undefined || top === undefined) return null;
  const shifted = other !== undefined && Math.abs(other - top) < 14 * scale ? other + 14 * scale : top;
  return (
    <text
      x={left + 6 * scale}
      y={shifted}
      dominantBaseline="central"
      className="end-label"
      fill={strong ? 'var(--ink)' : 'var(--accent)'}
    >
      {text}
    </text>
  );
}
