import { type Day, daysBetween, firstDayOf } from '#shared/calendar.ts';
import type { FundSource } from '#shared/expenditure.ts';
import type { Fen } from '#shared/money.ts';
import type { NamedProject } from './project-book.ts';

const funds: FundSource[] = ['fiscal', 'carryover', 'other'];
const cellsOfProject = 366 * funds.length;

/** The sums of payments by project, day and source: a million rows may be as many cells. */
export function createDailySums() {
  const sums = new Map<number, Fen>();
  const projects = new Map<number, NamedProject>();
  const numbers = new Map<string, NamedProject>();
  const dayNumbers = new Map<Day, number>();
  const dayOf = (year: number, day: Day) => {
    const known = dayNumbers.get(day);
    if (known !== undefined) return known;
    const number = daysBetween(firstDayOf(year), day);
    dayNumbers.set(day, number);
    return number;
  };
  const cellOf = (project: NamedProject, day: Day, fund: FundSource) =>
    project.number * cellsOfProject + dayOf(project.year, day) * funds.length + funds.indexOf(fund);
  return {
    add(project: NamedProject, day: Day, fund: FundSource, amount: Fen) {
      if (!projects.has(project.number)) {
        projects.set(project.number, project);
        numbers.set(project.id, project);
      }
      const cell = cellOf(project, day, fund);
      sums.set(cell, (sums.get(cell) ?? 0) + amount);
    },
    /** Takes a payment out again that was added. */
    forget(projectId: string, day: Day, fund: FundSource, amount: Fen) {
      const project = numbers.get(projectId);
      if (!project) return;
      const cell = cellOf(project, day, fund);
      sums.set(cell, (sums.get(cell) ?? 0) - amount);
    },
    /** The cells, some at a time, those of a project beside each other. */
    *pages(size: number): Generator<[projectId: string, day: Day, fund: FundSource, amount: Fen][]> {
      const days = new Map([...dayNumbers].map(([day, number]) => [`${day.slice(0, 4)} ${number}`, day]));
      const cells = Float64Array.from(sums.keys()).sort();
      let page: [string, Day, FundSource, Fen][] = [];
      for (const cell of cells) {
        const amount = sums.get(cell) ?? 0;
        const project = projects.get(Math.floor(cell / cellsOfProject));
        const fund = funds[cell % funds.length];
        if (amount === 0 || !project || !fund) continue;
        const number = Math.floor((cell % cellsOfProject) / funds.length);
        page.push([project.id, days.get(`${project.year} ${number}`) ?? '', fund, amount]);
        if (page.length < size) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}
