import { useTranslation } from 'react-i18next';
import { daysBetween } from '#shared/calendar.ts';
import {
  gapAt,
  roundTicks,
  type SpendingCurve,
  type SpendingRow,
  spendingRows,
} from '../../charts/spending.ts';
import { dayText, nodeMark } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';

const [width, height] = [1080, 600];
const edge = { left: 84, right: 190, top: 44, bottom: 48 };
const lastDay = 364;

/**
 * The spending curve as plain SVG in units of the wall's 1920 × 1080: plan as steps, actual as an area, forecast
 * dotted. Drawn without the library of the other pages, so that a wall holds little and loads nothing later.
 */
export function WallCurve({ curve, nodes }: { curve: SpendingCurve; nodes: readonly string[] }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const rows = spendingRows(curve);
  const most = Math.max(...rows.map((row) => Math.max(row.planned, row.actual ?? 0, row.forecast ?? 0)));
  const top = Math.max(1, most * 1.08);
  const x = (at: number) => edge.left + (at / lastDay) * (width - edge.left - edge.right);
  const y = (wan: number) => height - edge.bottom - (wan / top) * (height - edge.top - edge.bottom);
  const at = (day: string) => daysBetween(`${curve.year}-01-01`, day);
  const ticks = roundTicks(most).filter((tick) => tick <= top);
  const gap = gapAt(rows, curve.asOf);
  const actual = rows.filter((row) => row.actual !== undefined);
  const ahead = rows.filter((row) => row.forecast !== undefined);
  const end = x(at(curve.asOf));
  const planEnd = rows.at(-1)?.planned ?? 0;
  const forecastEnd = rows.at(-1)?.forecast;
  return (
    <svg className="wall-curve" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('chart.label')}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} className="rule" />
          <text x={edge.left - 12} y={y(tick) + 9} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {actual.length > 0 && (
        <>
          <path className="spent" d={`${steps(actual, 'actual', x, y)}H${end}V${y(0)}H${x(0)}Z`} />
          <path className="actual" d={`${steps(actual, 'actual', x, y)}H${end}`} />
        </>
      )}
      {ahead.length > 1 && (
        <path
          className="forecast"
          d={ahead.map((row, index) => `${index ? 'L' : 'M'}${x(row.at)} ${y(row.forecast ?? 0)}`).join('')}
        />
      )}
      <path className="planned" d={`${steps(rows, 'planned', x, y)}H${x(lastDay)}`} />
      <text x={x(lastDay) + 14} y={y(planEnd) + 10} className="end-label">
        {t('chart.planned')}
      </text>
      {forecastEnd !== undefined && (
        <text
          x={x(lastDay) + 14}
          y={clearOf(y(planEnd), y(forecastEnd)) + 10}
          className="end-label ahead"
        >{`${t('chart.forecast')} ${forecastEnd.toFixed(1)}`}</text>
      )}
      <line x1={end} x2={end} y1={edge.top - 8} y2={y(0)} className="today" />
      <text x={Math.min(end, width - 90)} y={edge.top - 16} textAnchor="middle">
        {dayText(curve.asOf, language)}
      </text>
      {nodes.map((day) => (
        <g key={day}>
          <circle cx={x(at(day))} cy={y(plannedAt(rows, at(day)))} r="7" className="node" />
          <text x={Math.min(x(at(day)), width - 60)} y={height - 10} textAnchor="middle">
            {nodeMark(day, language)}
          </text>
        </g>
      ))}
      {gap && (
        <Gap
          x={end}
          from={y(gap.from)}
          to={y(gap.to)}
          text={t('chart.gap', { wan: (gap.to - gap.from).toFixed(2) })}
        />
      )}
    </svg>
  );
}

/** What is missing, as a bracket with its amount: beside it, or above one that is too small for words. */
function Gap({ x, from, to, text }: { x: number; from: number; to: number; text: string }) {
  const isLate = x > width / 2;
  const isSmall = from - to < 44;
  return (
    <g className="gap">
      <path d={`M${x + 6} ${to}h12V${from}h-12`} />
      <text
        x={isLate ? x - 12 : x + 26}
        y={isSmall ? to - 14 : (to + from) / 2 + 10}
        textAnchor={isLate ? 'end' : 'start'}
      >
        {text}
      </text>
    </g>
  );
}

/** Where the second of two labels stands: at `wanted`, or a line below the first where they would touch. */
function clearOf(first: number, wanted: number): number {
  return Math.abs(wanted - first) < 38 ? first + 38 : wanted;
}

function plannedAt(rows: readonly SpendingRow[], at: number): number {
  return rows.findLast((row) => row.at <= at)?.planned ?? 0;
}

function steps(
  rows: readonly SpendingRow[],
  name: 'planned' | 'actual',
  x: (at: number) => number,
  y: (wan: number) => number,
): string {
  return rows
    .map((row, index) => {
      const height = y(row[name] ?? 0);
      return index === 0 ? `M${x(row.at)} ${height}` : `H${x(row.at)}V${height}`;
    })
    .join('');
}
