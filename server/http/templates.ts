import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { AsOfQuery } from '#shared/api.ts';
import { Day, yearOf } from '#shared/calendar.ts';
import { languageOf, said } from '#shared/language.ts';
import { asOfOn, reportingDays } from '#shared/plan.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { expenditureTemplate } from '../intake/templates/expenditure-template.ts';
import { fillInSheet } from '../intake/templates/fill-in-sheet.ts';
import { measurementTemplate } from '../intake/templates/measurement-template.ts';
import type { Sight } from '../sight.ts';
import { planSeq } from '../year-figures.ts';
import { HttpError } from './errors.ts';
import { parseQuery } from './parse.ts';
import { requireMay, sightOf } from './person.ts';
import { currentYear } from './reading-days.ts';
import { recordExport } from './trail.ts';

export const TemplateQuery = AsOfQuery.pick({ year: true });
export const FillInQuery = z.object({ period: Day, owner: z.string().trim().min(1).max(50).optional() });

/** Whoever does the owner's work where nobody is named. */
const finance = '财务';

export const workbookMedia = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** /api/v1/imports/templates: sheets to fill in, with what the year's plan already says. */
export function templateRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();
  router.use(requireMay('read'));

  router.get('/expenditures.xlsx', async (req, res) => {
    const { year, plans, today } = await planOf(req, sightOf(res));
    const language = languageOf(req.get('accept-language'));
    const bytes = await expenditureTemplate(plans, asOfOn(year, today), language);
    await send(db, res, bytes, language === 'zh' ? `支付凭证模板-${year}` : `voucher-template-${year}`);
  });

  router.get('/measurements.xlsx', async (req, res) => {
    const { year, plans, today } = await planOf(req, sightOf(res));
    const language = languageOf(req.get('accept-language'));
    const bytes = await measurementTemplate(plans, year, asOfOn(year, today), language);
    await send(db, res, bytes, language === 'zh' ? `完成值模板-${year}` : `value-template-${year}`);
  });

  router.get('/fill-in.xlsx', async (req, res) => {
    const { period, owner } = parseQuery(FillInQuery, req.query);
    const { ids, plans } = await projectsOf(yearOf(period), 'period', sightOf(res));
    const days = [...new Set(plans.flatMap(reportingDays))].sort();
    if (!days.includes(period)) {
      throw refuse(
        'period',
        'not_a_reporting_day',
        `${period}不是填报期，应为${days.join('、')}之一。`,
        `${period} is no reporting day; use one of ${days.join(', ')}.`,
      );
    }
    const snapshots = await loadSnapshots(db.read, cache, await planSeq(db), ids, { asOf: await db.today() });
    const own = snapshots.filter(({ plan }) => !owner || (plan.owner ?? finance) === owner);
    if (own.length === 0) {
      throw refuse(
        'owner',
        'unknown_owner',
        `没有责任人为“${owner}”的项目。`,
        `No project has the owner "${owner}".`,
      );
    }
    const language = languageOf(req.get('accept-language'));
    const bytes = await fillInSheet(own, period, await db.today(), language);
    const whose = owner ? `-${owner}` : '';
    await send(
      db,
      res,
      bytes,
      language === 'zh' ? `完成值填报表-${period}${whose}` : `fill-in-${period}${whose}`,
    );
  });

  async function planOf(req: Request, sight: Sight) {
    const { year: wanted } = parseQuery(TemplateQuery, req.query);
    const today = await db.today();
    const year = wanted ?? (await currentYear(db, today));
    return { year, today, ...(await projectsOf(year, 'year', sight)) };
  }

  async function projectsOf(year: number, field: string, sight: Sight) {
    const ids = (await yearProjects(db.read, year)).filter(sight.knows);
    const today = await db.today();
    const histories = await cache.histories(db.read, await planSeq(db), ids);
    const plans = histories.flatMap((history) => planAsOf(history, today) ?? []);
    if (plans.length > 0) return { ids, plans };
    throw refuse(
      field,
      'no_plan_for_year',
      `${year}年没有已生效的绩效文本。`,
      `There is no plan for ${year}.`,
    );
  }
  return router;
}

function refuse(column: string, code: string, zh: string, en: string): HttpError {
  const message = said(zh, en);
  return new HttpError(422, code, message, [{ pointer: `/${column}`, column, code, message }]);
}

async function send(db: Database, res: Response, bytes: Buffer, name: string): Promise<void> {
  await recordExport(db, res, { subject: `${name}.xlsx` });
  res.attachment(`${name}.xlsx`).type(workbookMedia).send(bytes);
}
