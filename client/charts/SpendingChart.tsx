import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Area, ComposedChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { daysBetween } from '#shared/calendar.ts';
import { dayText, grouped, nodeMark } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { Bracket, EndLabel, NodeMarks } from './SpendingMarks.tsx';
import {
  gapAt,
  labelRoom,
  roundTicks,
  type SpendingCurve,
  type SpendingRow,
  spendingRows,
} from './spending.ts';

const lastDay = 364;

/**
 * Plan as ink steps, actual as an accent area, forecast dotted, the gap as a bracket at the day looked at. Drawn anew
 * only where what it shows is another.
 */
export default memo(function SpendingChart({
  curve,
  nodes,
  scale = 1,
}: {
  curve: SpendingCurve;
  nodes: readonly { day: string }[];
  scale?: number;
}) {
  const fontSize = 12 * scale;
  const { t } = useTranslation();
  const language = spokenLanguage();
  const rows = spendingRows(curve);
  const most = Math.max(
    ...rows.map((row) => Math.max(row.planned, row.actual ?? 0, row.forecast ?? 0, row.supposed ?? 0)),
  );
  const top = Math.max(1, most * 1.08);
  const ticks = roundTicks(most).filter((tick) => tick <= top);
  const at = (day: string) => daysBetween(`${curve.year}-01-01`, day);
  const gap = gapAt(rows, curve.asOf);
  const end = rows.at(-1);
  const forecast = `${t('chart.forecast')} ${grouped((end?.forecast ?? 0).toFixed(1))}`;
  const axisRoom = Math.max(42, 14 + 12 * Math.max(...ticks.map((tick) => labelRoom(grouped(String(tick))))));
  const labelsRoom = Math.max(language === 'zh' ? 66 : 92, 10 + 12 * labelRoom(forecast));
  return (
    <ResponsiveContainer width="100%" height="100%" minHeight={180}>
      <ComposedChart
        data={rows}
        margin={{ top: 18 * scale, right: labelsRoom * scale, bottom: 0, left: 0 }}
        accessibilityLayer
      >
        <XAxis
          dataKey="at"
          type="number"
          domain={[0, lastDay]}
          ticks={nodes.map((node) => at(node.day))}
          tickFormatter={(value: number) => nodeMark(dayAt(curve.year, value), language)}
          tickLine={false}
          height={30 * scale}
          tick={{ fill: 'var(--muted)', fontSize }}
          interval={0}
          axisLine={{ stroke: 'var(--hairline-strong)' }}
        />
        <YAxis
          width={axisRoom * scale}
          ticks={ticks}
          domain={[0, top]}
          tickLine={false}
          tick={{ fill: 'var(--muted)', fontSize }}
          axisLine={false}
          tickFormatter={(value: number) => grouped(String(value))}
        />
        {ticks.slice(1).map((tick) => (
          <ReferenceLine key={tick} y={tick} stroke="var(--hairline)" />
        ))}
        <Tooltip
          cursor={{ stroke: 'var(--hairline-strong)' }}
          isAnimationActive={false}
          content={({ payload, active }) => {
            const row = payload?.[0]?.payload as SpendingRow | undefined;
            return active && row ? <Hover row={row} /> : null;
          }}
        />
        <Area
          dataKey="actual"
          type="stepAfter"
          stroke="var(--accent)"
          strokeWidth={1.5 * scale}
          fill="var(--accent)"
          fillOpacity={0.16}
          isAnimationActive={false}
          dot={false}
          activeDot={false}
        />
        <Area
          dataKey="supposed"
          type="stepAfter"
          stroke="var(--accent)"
          strokeWidth={1.5 * scale}
          strokeDasharray="5 3"
          fill="var(--accent)"
          fillOpacity={0.08}
          isAnimationActive={false}
          dot={false}
          activeDot={false}
        />
        {/* Lines are areas without a fill: a line of the library measures its length anew at every drawing. */}
        <Area
          dataKey="forecast"
          connectNulls
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.5 * scale}
          strokeDasharray="2 4"
          isAnimationActive={false}
          dot={false}
          activeDot={false}
        />
        <Area
          dataKey="planned"
          type="stepAfter"
          fill="none"
          stroke="var(--ink)"
          strokeWidth={1.25 * scale}
          isAnimationActive={false}
          dot={false}
          activeDot={false}
        />
        <ReferenceLine
          x={at(curve.asOf)}
          stroke="var(--muted)"
          strokeWidth={1}
          label={{
            value: dayText(curve.asOf, language),
            position: 'top',
            fill: 'var(--muted)',
            fontSize,
          }}
        />
        <NodeMarks rows={rows} nodes={nodes.map((node) => at(node.day))} scale={scale} />
        {gap && (
          <Bracket
            {...gap}
            scale={scale}
            text={t('chart.gap', { wan: grouped((gap.to - gap.from).toFixed(2)) })}
          />
        )}
        {end && <EndLabel at={lastDay} value={end.planned} text={t('chart.planned')} scale={scale} strong />}
        {end?.forecast !== undefined && (
          <EndLabel at={lastDay} value={end.forecast} text={forecast} avoid={end.planned} scale={scale} />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

function dayAt(year: number, at: number): string {
  return new Date(Date.UTC(year, 0, 1 + at)).toISOString().slice(0, 10);
}

function Hover({ row }: { row: SpendingRow }) {
  const { t } = useTranslation();
  const lines = [
    ['chart.planned', row.planned],
    ['chart.actual', row.actual],
    ['chart.supposed', row.supposed],
    ['chart.forecast', row.forecast],
  ] as const;
  return (
    <div className="hover-card">
      <p>{dayText(row.day, spokenLanguage())}</p>
      {lines.map(
        ([name, value]) =>
          value !== undefined && (
            <p key={name}>
              {t(name)} <span className="figure">{grouped(value.toFixed(2))}</span> {t('unit.wan')}
            </p>
          ),
      )}
    </div>
  );
}
