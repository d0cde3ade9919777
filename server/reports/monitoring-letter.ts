import { longDay } from '#shared/calendar.ts';
import type { MonitoringReport } from '#shared/reports.ts';
import type { Block, Letter } from './letter.ts';
import type { PaperCell } from './paper.ts';
import { head, text } from './paper-cells.ts';

/** Written reports as one letter, each on pages of its own. `made` says under each of when it is. */
export function monitoringLetter(reports: readonly MonitoringReport[], made: string): Letter {
  return {
    blocks: reports.flatMap((report, at): Block[] => [
      ...(at > 0 ? [{ newPage: 'portrait' } as const] : []),
      {
        title: report.project ? `“${report.project.name}”项目` : report.department.name,
        below: report.title,
      },
      ...report.sections.flatMap(sectionOf),
      { signed: [report.department.name, longDay(report.on)] },
      { small: made },
    ]),
  };
}

type Section = MonitoringReport['sections'][number];

function sectionOf({ heading, paragraphs, table }: Section): Block[] {
  return [
    { heading, level: 1 },
    ...paragraphs.map((paragraph) => ({ text: paragraph })),
    ...(table ? tableOf(table) : []),
  ];
}

function tableOf({ heads, rows, note }: NonNullable<Section['table']>): Block[] {
  return [
    ...(note ? [{ small: note }] : []),
    {
      table: {
        widths: widthsOf(heads, rows),
        rows: [heads.map((name, at) => head(at, 1, name)), ...rows.map((row) => row.map(cellOf))],
        repeats: { from: 0, count: 1 },
      },
    },
  ];
}

/** Figures stand at the right, words at the left. */
function cellOf(said: string, at: number): PaperCell {
  return { ...text(at, 1, said), ...(/^[-−]?[\d.,]+%?$|^—$/.test(said) && { set: 'figure' as const }) };
}

/** Columns as wide as their longest words, within bounds: no figure is broken. */
function widthsOf(heads: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return heads.map((name, at) =>
    Math.min(28, Math.max(breadth(name) + 1, 6, ...rows.map((row) => breadth(row[at] ?? '')))),
  );
}

function breadth(said: string): number {
  return [...said].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1.1), 0);
}
