import type { Request } from 'express';
import type { Database } from '#db/open.ts';
import type { PastMoment } from '#db/queries/alert-history.ts';
import { plannedYears } from '#db/queries/plans.ts';
import { AsOfQuery } from '#shared/api.ts';
import { type Day, earlier, firstDayOf, type Instant, lastDayOf, later, yearOf } from '#shared/calendar.ts';
import { type Language, languageOf, said } from '#shared/language.ts';
import { asOfOn } from '#shared/plan.ts';
import { HttpError } from './errors.ts';
import { parseQuery } from './parse.ts';

/** When a read is about: resolved from `year`, `asOf`, `today` and `knownAt`. */
export interface ReadingDays {
  year: number;
  asOf: Day;
  today: Day;
  knownAt: Instant | undefined;
  /** Nothing was asked but the present: what evaluating has kept answers it. */
  isNow: boolean;
  /** The moment at which alerts are read; undefined where it is the present. */
  past: PastMoment | undefined;
  language: Language;
}

/** The days of a read. A year without a plan falls back to the last that has one, and the answer says which. */
export async function readingDays(db: Database, req: Request): Promise<ReadingDays> {
  const { year, asOf, today, knownAt } = parseQuery(AsOfQuery, pick(req.query));
  const now = await db.today();
  const ofYear = year ?? (asOf ? yearOf(asOf) : await currentYear(db, now));
  const upTo = earlier(asOf ?? asOfOn(ofYear, now), lastDayOf(ofYear));
  if (upTo < firstDayOf(ofYear) && asOf) {
    throw new HttpError(400, 'as_of', said(`asOf 不在${ofYear}年内。`, `asOf is not within ${ofYear}.`));
  }
  const judgedOn = today ?? asOf ?? now;
  const known = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  const isNow = asOf === undefined && today === undefined && knownAt === undefined;
  // What became of alerts goes by the day of judging: it may be later than the last business day that counts.
  const day = later(upTo, judgedOn);
  return {
    year: ofYear,
    asOf: upTo,
    today: judgedOn,
    knownAt: known,
    isNow,
    past: isNow ? undefined : { day, knownAt: known },
    language: languageOf(req.get('accept-language')),
  };
}

/** The year that screens open on: this one if it has a plan, else the last that has. */
export async function currentYear(db: Database, today: Day): Promise<number> {
  const years = await plannedYears(db.read);
  const year = yearOf(today);
  return years.includes(year) ? year : (years.find((one) => one <= year) ?? years[0] ?? year);
}

function pick({ year, asOf, today, knownAt }: Request['query']) {
  return { year, asOf, today, knownAt };
}
