import type { MatchPoint } from './quadrant.ts';

const size = 150;
const at = (share: number) => 6 + share * (size - 12);
const up = (share: number) => size - at(share);

/**
 * Money to the right, results upwards, a mark a project; the band along the middle is where both go together.
 * A triangle has money ahead, a diamond results, a dot goes together: the same as the words beside it.
 */
export function Quadrant({ points, label }: { points: readonly MatchPoint[]; label: string }) {
  return (
    <svg className="quadrant" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path
        d={`M${at(0)} ${up(0)}H${at(0.1)}L${at(1)} ${up(0.9)}V${up(1)}H${at(0.9)}L${at(0)} ${up(0.1)}Z`}
        fill="var(--hairline)"
      />
      <rect
        x={at(0)}
        y={up(1)}
        width={at(1) - at(0)}
        height={at(1) - at(0)}
        fill="none"
        stroke="var(--hairline-strong)"
      />
      {points.map((point) => (
        <g key={point.code} className={`mark-${markOf(point)}`}>
          <title>{point.name}</title>
          <Shape x={at(point.fulfilment)} y={up(point.achievement)} ahead={point.ahead} />
        </g>
      ))}
    </svg>
  );
}

/** The colour of a project's mark: money ahead of results warns, results ahead are remarked on. */
function markOf({ ahead }: MatchPoint) {
  return ahead === 'money' ? 'yellow' : ahead === 'results' ? 'blue' : 'green';
}

function Shape({ x, y, ahead }: { x: number; y: number; ahead: MatchPoint['ahead'] }) {
  const edge = { fill: 'currentColor', stroke: 'var(--paper)', strokeWidth: 1 };
  if (ahead === 'money') return <path d={`M${x} ${y - 5}L${x + 5} ${y + 4}H${x - 5}Z`} {...edge} />;
  if (ahead === 'results')
    return <path d={`M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z`} {...edge} />;
  return <circle cx={x} cy={y} r="4" {...edge} />;
}
