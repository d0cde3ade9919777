import { type Request, Router } from 'express';
import type { Database } from '#db/open.ts';
import { auditAnchor, lastSeal } from '#db/queries/audit.ts';
import { type AuditWanted, countAudit, listAudit } from '#db/queries/audit-list.ts';
import { putSetting } from '#db/queries/settings.ts';
import { type AuditChain, AuditExportQuery, AuditFilter, AuditRetention } from '#shared/audit.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { languageOf, type Said, said } from '#shared/language.ts';
import { wholeHouse } from '#shared/rights.ts';
import { auditWorkbook } from '../audit/audit-workbook.ts';
import { entryOf } from '../audit/entry.ts';
import { auditRetentionSetting, findRetention } from '../audit/retention.ts';
import { HttpError } from './errors.ts';
import { operations } from './operations.ts';
import { cursorId, parseBody, parseQuery } from './parse.ts';
import { requireMay } from './person.ts';
import { workbookMedia } from './templates.ts';
import { recordExport, recorded } from './trail.ts';

/** So many rows one file takes. */
const mostExported = 20_000;

/**
 * /api/v1/audit: who did what when, from where, newest first. It is for who may see it of the whole house: accounts and
 * rules are of no department.
 */
export function auditRoutes({ db, timeZone }: { db: Database; timeZone: string }): Router {
  const router = Router();
  router.use(requireMay('audit', wholeHouse));

  const wanted = (filter: Omit<AuditFilter, 'limit' | 'cursor'>): Omit<AuditWanted, 'limit'> => {
    const { action, from, to, ...rest } = filter;
    return {
      ...rest,
      actions: action?.split(',').filter((one) => one !== ''),
      from: from && startOf(from, timeZone),
      // No day follows the last that can be written: up to it means all.
      until: to && to < '9999-12-31' ? startOf(addDays(to, 1), timeZone) : undefined,
    };
  };

  router.get('/', async (req, res) => {
    const { limit, cursor, ...filter } = parseQuery(AuditFilter, req.query);
    const rows = await listAudit(db.read, { ...wanted(filter), before: cursorId(cursor), limit: limit + 1 });
    const items = rows.slice(0, limit).map((row) => entryOf(row, says(req)));
    const last = items.at(-1);
    res.json({ items, nextCursor: rows.length > limit && last ? String(last.number) : null });
  });

  router.get('/export.xlsx', async (req: Request, res) => {
    const filter = parseQuery(AuditExportQuery, req.query);
    const rows = await listAudit(db.read, { ...wanted(filter), limit: mostExported + 1 });
    if (rows.length > mostExported) throw tooMany();
    const bytes = await auditWorkbook(
      rows.map((row) => entryOf(row, says(req))),
      languageOf(req.get('accept-language')),
      timeZone,
    );
    await recordExport(db, res, { subject: 'audit.xlsx', after: { rows: rows.length, ...filter } });
    res.attachment('audit.xlsx').type(workbookMedia).send(bytes);
  });

  router.get('/chain', async (_, res) => {
    res.json(await chainOf(db));
  });

  router.put('/retention', requireMay('administer', wholeHouse), async (req, res) => {
    const retention = parseBody(AuditRetention, req.body);
    await recorded(db, res).write(async (trx, unit) => {
      unit.record({ before: await findRetention(trx), after: retention });
      await putSetting(trx, auditRetentionSetting, retention);
    });
    res.json(await chainOf(db));
  });
  return router;
}

/** What an operation does, as the first words of its description say it. */
function says(req: Request): (route: string) => string | null {
  const language = languageOf(req.get('accept-language'));
  known ??= new Map(operations.map((one) => [`${one.method} ${one.path}`, one.says]));
  return (route) => known?.get(route)?.[language].split(/[；。;.:：]/)[0] ?? null;
}
let known: Map<string, Said> | undefined;

async function chainOf(db: Database): Promise<AuditChain> {
  const newest = await lastSeal(db.read);
  return {
    rows: await countAudit(db.read),
    prunedTo: (await auditAnchor(db.read)).number,
    newest: newest.number === 0 ? null : newest,
    retention: await findRetention(db.read),
  };
}

/** The instant at which a day begins where the office is; of a day that no clock shows, such as of the year 1, by UTC. */
function startOf(day: Day, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const wall = Number.isNaN(midnight)
    ? ''
    : new Date(midnight).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
  const instant = 2 * midnight - Date.parse(`${wall}Z`);
  return Number.isNaN(instant) ? `${day}T00:00:00.000Z` : new Date(instant).toISOString();
}

function tooMany(): HttpError {
  return new HttpError(
    422,
    'too_many_rows',
    said(
      `超过${mostExported}条，请用日期等条件缩小范围再导出。`,
      `More than ${mostExported} rows; narrow them, such as by days, and export again.`,
    ),
  );
}
