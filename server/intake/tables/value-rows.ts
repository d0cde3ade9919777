import { type Day, yearOf } from '#shared/calendar.ts';
import type { ImportField } from '#shared/imports.ts';
import { MeasurementInput } from '#shared/measurement.ts';
import { type Cell, cellText, type Read, readCount, readDay, readNumber, readPeriod } from './cells.ts';
import type { Columns } from './columns.ts';
import type { ProjectBook } from './project-book.ts';
import { type FieldProblem, type RowRead, required, schemaProblems } from './voucher-rows.ts';

export interface ValueDefaults {
  /** The year of a reporting day that is written without one. */
  year: number;
  period?: Day | undefined;
  measuredOn?: Day | undefined;
}

/** How the rows of a table become values as `POST /measurements` takes them. */
export function valueReader(
  { at }: Columns,
  projects: ProjectBook,
  defaults: ValueDefaults,
): (cells: readonly Cell[]) => RowRead<MeasurementInput> {
  return (cells) => {
    const problems: FieldProblem[] = [];
    const cell = (field: ImportField) => (at[field] === undefined ? null : cells[at[field]]);
    const text = (field: ImportField) => cellText(cell(field)) || undefined;
    const take = <Value>(field: ImportField, read: Read<Value>): Value | undefined => {
      if ('value' in read) return read.value;
      problems.push([field, read.code, read.message]);
      return undefined;
    };
    const orDefault = (field: 'period' | 'measuredOn', read: () => Read<Day>) =>
      text(field) === undefined && defaults[field] ? defaults[field] : take(field, read());
    const period = orDefault('period', () => readPeriod(cell('period'), defaults.year));
    const measuredOn = orDefault('measuredOn', () => readDay(cell('measuredOn')));
    const code = take('projectCode', readNumber(cell('projectCode')));
    const indicator = take(
      'indicator',
      required({ value: cellText(cell('indicator')) }, '缺少指标', 'the indicator is missing'),
    );
    const sampleSize = take('sampleSize', readCount(cell('sampleSize')));
    const favourable = take('favourable', readCount(cell('favourable')));
    if (problems.length > 0 || period === undefined) return { problems };
    const projectCode = projects.codeOf(yearOf(period), code ?? '', text('projectName') ?? '');
    if (typeof projectCode !== 'string') return { problems: [projectCode.problem] };
    const parsed = MeasurementInput.safeParse(
      {
        projectCode,
        indicator,
        period,
        measuredOn,
        value: text('value'),
        source: text('source'),
        sampleSize,
        favourable,
        note: text('note'),
      },
      { reportInput: true },
    );
    return parsed.success ? { item: parsed.data } : { problems: schemaProblems(parsed.error) };
  };
}
