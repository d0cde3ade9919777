import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import {
  evidenceOf,
  findEvidenceFile,
  findSameFile,
  insertEvidence,
  type NewEvidence,
  removeEvidence,
} from '#db/queries/evidence.ts';
import { findMeasurement } from '#db/queries/measurements.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import { EvidenceLink, EvidenceRemoval } from '#shared/measurement.ts';
import { chargedOf } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { readEvidenceFile } from '../intake/evidence-file.ts';
import { planSeq } from '../year-figures.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { callerOf } from './sign-in.ts';
import { recordExport, recorded } from './trail.ts';
import { uploadedFile } from './upload.ts';

/** One file; a scan of some pages in colour has a few megabytes. */
const mostBytes = 20 * 1024 * 1024;
const mostOfOne = 10;

/**
 * /api/v1/measurements/{id}/evidence: what proves a value. The bytes lie in the database, so that a backup has
 * them and every server finds them; they are under no folder that is served, and are only ever handed out as
 * a download.
 */
export function evidenceRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();
  router.post('/:id/evidence', requireMay('report'), async (req, res) => {
    const measurement = idOf(req);
    const found = await findSeen(measurement, res);
    await refuseUnlessReports(found.projectId, res);
    const evidence = await evidenceIn(req);
    const { isNew, id } = await recorded(db, res).write((trx, unit) =>
      add(trx, unit, { measurement, projectCode: found.projectCode }, evidence, res),
    );
    const added = (await evidenceOf(db.read, [measurement])).get(measurement)?.find((one) => one.id === id);
    res.status(isNew ? 201 : 200).json(added);
  });

  router.get('/:id/evidence/:evidenceId', requireMay('read'), async (req, res) => {
    const { projectCode } = await findSeen(idOf(req), res);
    const file = await findEvidenceFile(db.read, idOf(req), String(req.params.evidenceId));
    if (!file) throw notFound();
    await recordExport(db, res, { subject: file.name, projects: [projectCode] });
    res.attachment(file.name).type(file.type ?? 'application/octet-stream');
    // Should a browser open it all the same, nothing in it runs or reaches anything.
    res.set({
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
    res.send(file.bytes);
  });
  router.delete('/:id/evidence/:evidenceId', requireMay('report'), async (req, res) => {
    const { reason } = parseBody(EvidenceRemoval, req.body ?? {});
    const measurement = idOf(req);
    const found = await findSeen(measurement, res);
    await refuseUnlessReports(found.projectId, res);
    const id = String(req.params.evidenceId);
    await recorded(db, res).write((trx, unit) =>
      takeBack(trx, unit, { measurement, id, reason, by: callerOf(res).name }),
    );
    res.json((await evidenceOf(db.read, [measurement])).get(measurement)?.find((one) => one.id === id));
  });
  return router;

  /** The value that a piece of evidence belongs to; a 404 where it is none of theirs to see. */
  async function findSeen(id: number, res: Response) {
    const found = await findMeasurement(db.read, id);
    const projectId = found?.project_id;
    if (!projectId || !sightOf(res).knows(projectId)) throw notFound();
    return { projectId, projectCode: found.projectCode };
  }

  async function refuseUnlessReports(projectId: string, res: Response): Promise<void> {
    const [history] = await cache.histories(db.read, await planSeq(db), [projectId]);
    const plan = history?.versions.at(-1)?.plan;
    const { person, staff } = await whoAsks(db.read, res);
    refuseUnless(person, 'report', plan && chargedOf(plan), staff);
  }
}

/** Taken back by whoever attached it, and before the value is approved: then it is part of what was decided. */
async function takeBack(
  trx: Db,
  unit: Unit,
  { measurement, id, reason, by }: { measurement: number; id: string; reason: string; by: string },
): Promise<void> {
  const value = await findMeasurement(trx, measurement);
  const own = (await evidenceOf(trx, [measurement])).get(measurement)?.find((one) => one.id === id);
  if (!value || !own) throw notFound();
  const refused = (code: string, zh: string, en: string) => new HttpError(409, code, said(zh, en));
  if (own.addedBy !== by) {
    const en = 'Only whoever attached it may take it back.';
    throw new HttpError(403, 'not_yours', said('只有当初附上佐证的人可以撤回。', en));
  }
  if (value.verdict === 'approved')
    throw refused(
      'approved',
      '完成值已审核通过，佐证不能撤回。',
      'The value is approved: its evidence stays.',
    );
  if (!(await removeEvidence(trx, id, { at: unit.at, by, reason })))
    throw refused('removed', '这份佐证已经撤回。', 'It has been taken back already.');
  unit.record({ subject: own.name, projects: [value.projectCode], after: { takenBack: id, reason } });
  unit.announce({ topics: ['measurements'], projects: [] });
}

function idOf(req: Request): number {
  const id = String(req.params.id);
  if (!/^\d{1,15}$/.test(id)) throw notFound();
  return Number(id);
}

/** What was sent: a file in a form, or a link as JSON. */
async function evidenceIn(req: Request): Promise<NewEvidence> {
  if (req.is('multipart/form-data')) {
    const { bytes, fileName } = await uploadedFile(req, mostBytes);
    const file = await readEvidenceFile(bytes, fileName);
    if ('problem' in file) {
      const [column, code, message] = file.problem;
      const status = code === 'unsupported' || code === 'macro' ? 415 : 422;
      throw new HttpError(status, code, message, [{ pointer: `/${column}`, column, code, message }]);
    }
    return { ...file, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  if (req.body === undefined) {
    throw new HttpError(
      415,
      'unsupported',
      said(
        '请以表单字段 file 上传文件，或以 JSON 发送链接。',
        'Send a file as the form field "file", or a link as JSON.',
      ),
    );
  }
  const { url, name } = parseBody(EvidenceLink, req.body);
  return { url, name: name ?? new URL(url).host };
}

/** Adds it, unless the value has the same file already or as many as one value may have. */
async function add(
  trx: Db,
  unit: Unit,
  { measurement, projectCode }: { measurement: number; projectCode: string },
  evidence: NewEvidence,
  res: Response,
) {
  const same = 'sha256' in evidence ? await findSameFile(trx, measurement, evidence.sha256) : undefined;
  if (same) return { id: same, isNew: false };
  const held = (await evidenceOf(trx, [measurement])).get(measurement) ?? [];
  if (held.filter(({ removed }) => !removed).length >= mostOfOne) {
    throw new HttpError(
      409,
      'too_many',
      said(`一个完成值最多附${mostOfOne}份佐证。`, `A value has at most ${mostOfOne} pieces of evidence.`),
    );
  }
  const id = await insertEvidence(trx, measurement, evidence, { at: unit.at, by: callerOf(res).name });
  const what =
    'sha256' in evidence ? { bytes: evidence.bytes.length, sha256: evidence.sha256 } : { url: evidence.url };
  unit.record({ subject: evidence.name, after: { id, ...what } });
  unit.announce({ topics: ['measurements'], projects: [projectCode] });
  return { id, isNew: true };
}
