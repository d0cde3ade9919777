import type { Request } from 'express';
import type { Ingested } from '#shared/api.ts';
import { languageOf, said } from '#shared/language.ts';
import type { Ingest } from '../intake/vouchers.ts';
import { HttpError, type SaidRowProblem } from './errors.ts';
import type { Given } from './idempotent.ts';

/**
 * What a batch came to, as an answer. All or nothing: one bad row refuses the batch with a 409 where rows are
 * only in conflict, else a 422, naming every bad row. With `?onError=skip` the good ones stay.
 */
export function ingested(
  req: Request,
  { accepted, known, proposed = 0, rejected }: Ingest,
  malformed: SaidRowProblem[],
): Given {
  const problems = [...malformed, ...rejected].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (problems.length > 0 && req.query.onError !== 'skip') throw refused(problems);
  const language = languageOf(req.get('accept-language'));
  const shown = problems.map(({ message, ...place }) => ({ ...place, message: message[language] }));
  const body: Ingested = { accepted, known, ...(proposed > 0 && { proposed }), rejected: shown };
  return { status: accepted > 0 ? 201 : proposed > 0 ? 202 : 200, body };
}

/** The answer to a batch of which every row was new and is stored. */
export function acceptedAll(rows: number): Given {
  return { status: 201, body: { accepted: rows, known: 0, rejected: [] } satisfies Ingested };
}

function refused(problems: SaidRowProblem[]): HttpError {
  const conflict = problems.every(({ code }) => code === 'conflict');
  const rows = new Set(problems.map(({ row }) => row)).size;
  const [first] = problems;
  const place = { zh: `第${first?.row ?? 1}行`, en: `row ${first?.row ?? 1}` };
  return new HttpError(
    conflict ? 409 : 422,
    conflict ? 'conflict' : 'rows',
    said(
      `${rows}行有问题，没有写入任何数据。${place.zh}：${first?.message.zh ?? ''}`,
      `${rows === 1 ? 'One row is' : `${rows} rows are`} not acceptable and nothing was stored. In ${place.en}: ${first?.message.en ?? ''}`,
    ),
    problems,
  );
}
