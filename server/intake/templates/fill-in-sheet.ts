import type { Day } from '#shared/calendar.ts';
import { lastDayOf, nodeName } from '#shared/calendar.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import type { Measured, Snapshot } from '#shared/evaluate/snapshot.ts';
import { type Language, said } from '#shared/language.ts';
import { defaultProfile } from '#shared/profile.ts';
import { measurementColumns, skippedNote } from './measurement-columns.ts';
import { type Column, dayCell, formSheet, hintSheet, workbookOf } from './workbook.ts';

/**
 * What is due on a reporting day and not reported yet, one row an indicator, ready to be filled in and sent back;
 * beside it, for reference, what was reported for the day already. What is read from the ledger is on neither.
 */
export async function fillInSheet(
  snapshots: readonly Snapshot[],
  period: Day,
  today: Day,
  language: Language,
): Promise<Buffer> {
  const due = snapshots.flatMap((snapshot) => dueOn(snapshot, period, today));
  const open = due.filter(({ reported }) => !reported);
  const done = due.filter(({ reported }) => reported);
  const { projectCode, projectName, indicator, printed, period: day, ...others } = measurementColumns;
  const known: Column[] = [projectCode, projectName, indicator, printed, day];
  const last: Column = {
    title: said('上期数', 'Before'),
    width: 18,
    kind: 'text',
    hint: said('上一个填报期的数，仅供对照。', 'What was last reported, for reference.'),
  };
  const toFill = [
    others.value,
    others.measuredOn,
    others.sampleSize,
    others.favourable,
    others.source,
    others.note,
  ];
  const columns = [...known, last, ...toFill];
  const common = ({ plan, target }: Due) => [
    plan.code,
    plan.name,
    target.name,
    target.printed,
    dayCell(period),
  ];
  const openRows = open.map((one) => [...common(one), one.before ? valueWithDay(one.before) : undefined]);
  const doneColumns: Column[] = [
    ...known,
    { ...last, title: said('已报数', 'Reported'), hint: said('不必再报。', 'Need not be sent again.') },
    { ...last, title: said('状态', 'State'), width: 12 },
  ];
  const doneRows = done.map((one) => [
    ...common(one),
    one.reported?.printed,
    one.reported ? states[one.reported.state][language] : undefined,
  ]);
  const place = { zh: nodeName(period), en: period };
  const form = { hasExample: false, laidOut: 1 };
  return await workbookOf([
    formSheet(
      { ...form, name: said(`${place.zh}应报`, `Due ${place.en}`), columns, rows: openRows },
      language,
    ),
    ...(done.length > 0
      ? [
          formSheet(
            {
              ...form,
              name: said(`${place.zh}已报`, `Reported ${place.en}`),
              columns: doneColumns,
              rows: doneRows,
            },
            language,
          ),
        ]
      : []),
    hintSheet(columns, [skippedNote], language),
  ]);
}

const states = {
  approved: said('已审定', 'approved'),
  provisional: said('待审定', 'waiting'),
  returned: said('已退回', 'returned'),
} as const;

type Due = ReturnType<typeof dueOn>[number];

function dueOn(snapshot: Snapshot, period: Day, today: Day) {
  // All that is known counts, also what is about a reporting day to come.
  const days = { asOf: lastDayOf(snapshot.plan.year), today };
  // What is owed and what is in is the same by any rules.
  return indicatorStandings(snapshot, defaultProfile, days)
    .filter(({ owed }) => owed.includes(period))
    .map(({ indicator, known }) => {
      const here = known.find((one) => one.period === period);
      const earlier = known.findLast((one) => one.period < period);
      return {
        plan: snapshot.plan,
        target: indicator,
        reported: here?.provisional ?? here?.approved ?? here?.unavailable,
        before: earlier?.approved ?? earlier?.provisional,
      };
    });
}

function valueWithDay({ printed, period }: Measured): string {
  return `${printed}（${period}）`;
}
