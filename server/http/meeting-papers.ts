import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { frozenProjects, type MeetingRow } from '#db/queries/meetings.ts';
import type { Project } from '#shared/api.ts';
import type { MeetingPack } from '#shared/meeting.ts';
import type { ReportMade } from '#shared/reports.ts';
import { minutesOf } from '../meetings/minutes.ts';
import { type Reader, readerOf } from '../meetings/reader.ts';
import { showMeeting } from '../meetings/show.ts';
import { minutesLetter } from '../reports/minutes-letter.ts';
import { packLetter, packPapers } from '../reports/pack-papers.ts';
import { madeLine } from '../reports/paper.ts';
import { type PaperTask, paperFile } from '../reports/paper-file.ts';
import { planSeq } from '../year-figures.ts';
import { type Meetings, seenMeeting } from './meetings.ts';
import { parseQuery } from './parse.ts';
import { requireMay } from './person.ts';
import { clockText, documentMedia } from './reports.ts';
import { callerOf } from './sign-in.ts';
import { workbookMedia } from './templates.ts';
import { recordExport } from './trail.ts';

export const MinutesQuery = z.object({ format: z.enum(['json', 'docx']).default('json') });
export const PackQuery = z.object({ format: z.enum(['json', 'xlsx', 'docx']).default('json') });

/** /api/v1/meetings/{id}/minutes and …/pack: what a meeting leaves behind on paper, of what its reader sees. */
export function meetingPaperRoutes({ db, cache, timeZone }: Meetings): Router {
  const router = Router();

  const found = async (req: Request, res: Response) => {
    const reader = await readerOf(db.read, await db.today(), req, res);
    const row = await seenMeeting(db.read, String(req.params.id), reader);
    const meeting = await showMeeting(db.read, cache, await planSeq(db), row, reader);
    const { year, node: asOf, today, knownAt } = row;
    const made: ReportMade = { year, asOf, today, knownAt, by: callerOf(res).fullName };
    return { reader, row, meeting, made };
  };
  const line = (made: ReportMade, { language }: Reader) =>
    madeLine({ ...made, knownAt: clockText(made.knownAt, timeZone) }, language);

  router.get('/:id/minutes', requireMay('read'), async (req, res) => {
    const { format } = parseQuery(MinutesQuery, req.query);
    const { reader, row, meeting, made } = await found(req, res);
    const minutes = await minutesOf(db, row, meeting, reader, made);
    if (format === 'json') {
      res.json(minutes);
      return;
    }
    const letter = minutesLetter(minutes, reader.language, line(made, reader));
    await sendFile(res, row, `${minutes.title}.docx`, { letter });
  });

  router.get('/:id/pack', requireMay('read'), async (req, res) => {
    const { format } = parseQuery(PackQuery, req.query);
    const { reader, row, meeting, made } = await found(req, res);
    const projects = (await frozenProjects(db.read, row.id, reader.language))
      .filter(({ projectId }) => reader.sight.knows(projectId))
      .map(({ project }) => JSON.parse(project) as Project);
    const pack: MeetingPack = { made, meeting, projects };
    if (format === 'json') {
      res.json(pack);
      return;
    }
    const below = line(made, reader);
    const task: PaperTask =
      format === 'xlsx'
        ? { format, papers: packPapers(pack, reader.language, below) }
        : { letter: packLetter(pack, reader.language, below) };
    const name = reader.language === 'zh' ? '会议材料' : 'papers';
    await sendFile(res, row, `${meeting.title} ${name}.${format}`, task);
  });

  const sendFile = async (res: Response, row: MeetingRow, file: string, task: PaperTask) => {
    const bytes = await paperFile(task);
    await recordExport(db, res, { subject: file, projects: [], after: { meeting: row.id } });
    res
      .set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
      .type(file.endsWith('.xlsx') ? workbookMedia : documentMedia)
      .send(bytes);
  };
  return router;
}
