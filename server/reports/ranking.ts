import type { ProjectFigures } from '#shared/figures.ts';
import { type Fen, rateOf, toYuan } from '#shared/money.ts';
import { byRate, placesOf } from '#shared/ranking.ts';
import type { RankingReport } from '#shared/reports.ts';
import type { Paper, PaperCell } from './paper.ts';
import { figure, head, label, text } from './paper-cells.ts';
import { monthsBy, shareCell, yuanCell } from './project-data.ts';

interface Entry {
  name: string;
  code: string | null;
  section: string | null;
  budget: Fen;
  planned: Fen;
  spent: Fen;
}

/** What projects without a section are counted under. */
const noSection = '未定股室';

/** 支出进度排名 by 预算执行率, exactly compared: projects, and 股室 with the sums of theirs. */
export function rankingReport(figures: readonly ProjectFigures[], asOf: string): RankingReport {
  const sections = new Map<string, Entry>();
  for (const { section, budget, planned, spent } of figures) {
    const name = section ?? noSection;
    const sum = sections.get(name) ?? { name, code: null, section: null, budget: 0, planned: 0, spent: 0 };
    sections.set(name, {
      ...sum,
      budget: sum.budget + budget,
      planned: sum.planned + planned,
      spent: sum.spent + spent,
    });
  }
  return { months: monthsBy(asOf), projects: ranked(figures), sections: ranked([...sections.values()]) };
}

function ranked(entries: readonly Entry[]): RankingReport['projects'] {
  const sorted = entries.toSorted((a, b) => byRate(a, b) || a.name.localeCompare(b.name, 'zh'));
  const places = placesOf(sorted);
  return sorted.map(({ name, code, section, budget, planned, spent }, at) => {
    return {
      place: places[at] ?? 0,
      name,
      code,
      section,
      budget: toYuan(budget),
      planned: toYuan(planned),
      spent: toYuan(spent),
      rate: rateOf(spent, budget),
      fulfilment: rateOf(spent, planned),
    };
  });
}

/** Both rankings on paper, A4 upright. */
export function rankingPapers({ months, projects, sections }: RankingReport, made: string): Paper[] {
  return [
    paper('项目', '项目支出进度排名', projects, months, made),
    paper('股室', '股室支出进度排名', sections, months, made),
  ];
}

function paper(
  name: string,
  title: string,
  entries: RankingReport['projects'],
  months: number,
  made: string,
): Paper {
  const withSection = name === '项目';
  const from = withSection ? 3 : 2;
  const heads = [
    head(0, 1, '名次'),
    head(1, 1, name),
    ...(withSection ? [head(2, 1, '责任股室')] : []),
    head(from, 1, '预算数'),
    head(from + 1, 1, '应支出'),
    head(from + 2, 1, `1–${months}月执行数`),
    head(from + 3, 1, '预算执行率'),
    head(from + 4, 1, '完成计划'),
  ];
  const rows: PaperCell[][] = entries.map((one) => [
    label(0, 1, String(one.place)),
    text(1, 1, one.name),
    ...(withSection ? [label(2, 1, one.section ?? '')] : []),
    figure(from, 1, yuanCell(one.budget)),
    figure(from + 1, 1, yuanCell(one.planned)),
    figure(from + 2, 1, yuanCell(one.spent)),
    figure(from + 3, 1, shareCell(one.spent, one.budget)),
    figure(from + 4, 1, shareCell(one.spent, one.planned)),
  ]);
  return {
    name,
    title,
    above: [`1–${months}月`, '单位：万元'],
    widths: withSection ? [6, 34, 12, 12, 12, 14, 11, 11] : [6, 30, 14, 14, 16, 13, 13],
    rows: [heads, ...rows],
    repeats: { from: 0, count: 1 },
    below: [made, '按预算执行率由高到低排列，执行率相同的名次相同。'],
    orientation: withSection ? 'landscape' : 'portrait',
  };
}
