import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import type { Judged } from '#db/queries/judged.ts';
import { rebuildTotal } from '#db/queries/replaced-lines.ts';
import { type DifferingTotal, differingTotals } from '#db/queries/spending.ts';
import {
  makeDue,
  neverJudged,
  type StandingRow,
  standingsAfter,
  standingsOf,
} from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import type { Day } from '#shared/calendar.ts';
import { toYuan } from '#shared/money.ts';
import { evaluateLedgers, judgeLedger, judgeProjects } from './evaluate-projects.ts';
import { createPlanCache } from './snapshots.ts';

/** Something kept that is not what the ledgers say: what, in plain words, and how it is put right. */
export interface Difference {
  text: string;
  /** Puts it right within a write; what it touches is judged anew before the commit. */
  rebuild(db: Db, unit: Unit): Promise<void>;
}

/** So many scopes are judged anew at a time. */
const chunk = 200;

/**
 * Holds what is kept against the ledgers: the totals by project, fund source and day, then what was found of every
 * project and every department's ledger, and until when that holds. What is due to be judged anyway is left to
 * the next run. A server may be writing meanwhile: what seems to differ is looked at again while nobody writes.
 */
export async function* differences(db: Database): AsyncGenerator<Difference> {
  const totals = await differingTotals(db.read);
  const sure = totals.length > 0 ? await db.write((trx) => differingTotals(trx)) : [];
  // Judged by a total that is wrong, a project is not worth a word of its own.
  const doubtful = new Set(sure.map(({ projectId }) => projectId));
  for (const total of sure) yield totalDiffers(total);
  for (const { id, code, year } of await neverJudged(db.read))
    yield { text: `project ${code} of ${year}: it was never judged`, rebuild: touching(id) };
  const today = await db.today();
  for (let after = ''; ; ) {
    const standings = await standingsAfter(db.read, after, chunk);
    const holding = standings.filter(
      ({ nextCheckOn, projectId }) => nextCheckOn > today && !doubtful.has(projectId ?? ''),
    );
    const suspects = await differing(db.read, holding);
    if (suspects.length > 0) {
      const ids = suspects.map(({ row }) => row.id);
      yield* await db.write(async (trx) => {
        const rows = (await standingsOf(trx, ids)).filter(({ nextCheckOn }) => nextCheckOn > today);
        return (await differing(trx, rows)).map(standingDiffers);
      });
    }
    after = standings.at(-1)?.id ?? after;
    if (standings.length < chunk) return;
  }
}

/** Puts a difference right, in one write. */
export async function putRight(db: Database, { rebuild }: Difference): Promise<void> {
  await db.write(async (trx, unit) => {
    await rebuild(trx, unit);
    unit.announce({ topics: ['projects', 'indicators', 'overview', 'expenditures'] });
  });
}

function totalDiffers(total: DifferingTotal): Difference {
  const { projectId, code, fundSource, paidOn, kept, ledger } = total;
  return {
    text: `project ${code}, ${fundSource}, paid on ${paidOn}: ${toYuan(kept)} yuan is kept, the ledger adds up to ${toYuan(ledger)}`,
    async rebuild(db, unit) {
      await rebuildTotal(db, { projectId, fundSource, paidOn });
      unit.touch([projectId]);
    },
  };
}

interface Suspect {
  row: StandingRow;
  name: string;
  what: string[];
}

function standingDiffers({ row, name, what }: Suspect): Difference {
  const { projectId, departmentId, year } = row;
  return {
    text: `${name}, judged on ${row.judgedOn}: ${what.join('; ')}`,
    rebuild:
      projectId === null
        ? async (db, unit) =>
            void (await evaluateLedgers(db, unit, createPlanCache(), [{ departmentId, year }]))
        : touching(projectId),
  };
}

function touching(projectId: string) {
  return async (db: Db, unit: Unit) => {
    await makeDue(db, [projectId]);
    unit.touch([projectId]);
  };
}

/** The scopes of which judging them anew, on the day on which they were judged, finds something else. */
async function differing(db: Db, rows: readonly StandingRow[]): Promise<Suspect[]> {
  const days = new Map<Day, StandingRow[]>();
  for (const row of rows) days.set(row.judgedOn, [...(days.get(row.judgedOn) ?? []), row]);
  const suspects: Suspect[] = [];
  const cache = createPlanCache();
  for (const [day, ofDay] of days) {
    const unit = silent(day);
    const ids = ofDay.flatMap(({ projectId }) => projectId ?? []);
    const { judged } = await judgeProjects(db, unit, cache, ids, day);
    suspects.push(
      ...compare(
        ofDay.filter(({ projectId }) => projectId !== null),
        judged,
      ),
    );
    for (const row of ofDay.filter(({ projectId }) => projectId === null))
      suspects.push(...compare([row], (await judgeLedger(db, unit, cache, row, day)).judged));
  }
  return suspects;
}

function compare(rows: readonly StandingRow[], { standings = [], ...alerts }: Judged): Suspect[] {
  const anew = new Map(standings.map((standing) => [standing.id, standing]));
  const stirred = new Set(
    [...(alerts.opened ?? [])].map(
      ({ projectId, departmentId, year }) => projectId ?? `ledger ${departmentId} ${year}`,
    ),
  );
  return rows.flatMap((row) => {
    const now = anew.get(row.id);
    const what: string[] = [];
    if (!now) what.push('it is kept as judged, and is not in any plan');
    else {
      if (now.nextCheckOn !== row.nextCheckOn)
        what.push(`the next look is kept for ${row.nextCheckOn}, the ledgers ask for ${now.nextCheckOn}`);
      if (now.planVersion !== row.planVersion)
        what.push(`version ${row.planVersion} of the plan is kept, version ${now.planVersion} is in force`);
      if (now.rules !== row.rules)
        what.push(`it was judged by rules ${row.rules}, ${now.rules} are in force`);
      what.push(...figuresThatDiffer(row.figures, now.figures));
    }
    if (stirred.has(row.id)) what.push('an alert is due that is not open');
    const name = row.projectId === null ? `the ledger of ${row.year}` : `project ${codeIn(row, now)}`;
    return what.length > 0 ? [{ row, name, what }] : [];
  });
}

type Figures = Record<string, unknown> | null;

function codeIn(row: StandingRow, now: StandingRow | undefined): string {
  const figures = (JSON.parse(now?.figures ?? row.figures) ?? JSON.parse(row.figures)) as Figures;
  return String(figures?.code ?? row.id);
}

/** The fields of what is shown of a project that are kept otherwise, each with both values. */
function figuresThatDiffer(kept: string, anew: string): string[] {
  if (kept === anew) return [];
  const [before, now] = [JSON.parse(kept) as Figures, JSON.parse(anew) as Figures];
  if (!before || !now) return ['it is kept as in the plan where it is not, or the other way round'];
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names.flatMap((name) => {
    const [was, is] = [before[name], now[name]].map((value) => shown(name, value));
    return was === is ? [] : [`${name} is kept as ${was}, the ledgers give ${is}`];
  });
}

const money = new Set(['budget', 'originalBudget', 'planned', 'spent', 'forecast']);

function shown(name: string, value: unknown): string {
  return money.has(name) && typeof value === 'number' ? `${toYuan(value)} yuan` : JSON.stringify(value);
}

/** Judging for its own sake: nothing is written, nobody is told. */
function silent(today: Day): Unit {
  const nothing = () => undefined;
  return {
    at: '',
    seq: 0,
    planSeq: -1,
    today,
    isAwaited: false,
    announce: nothing,
    touch: nothing,
    planChanged: nothing,
    train: async () => undefined,
    record: () => undefined,
  };
}
