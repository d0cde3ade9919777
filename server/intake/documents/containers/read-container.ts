import { readTxt } from './read-txt.ts';
import { recognise } from './recognise.ts';
import type { SourceDocument } from './source-document.ts';

/**
 * The lines of whatever file came; `DocumentRefused` says why there are none. What reads a kind is loaded
 * when the first of that kind comes.
 */
export async function readContainer(bytes: Buffer): Promise<SourceDocument> {
  const kind = await recognise(bytes);
  if (kind === 'docx') return await (await import('./read-docx.ts')).readDocx(bytes);
  if (kind === 'xlsx') return await (await import('./read-xlsx.ts')).readXlsx(bytes);
  if (kind === 'pdf') return await (await import('./read-pdf.ts')).readPdf(bytes);
  return readTxt(bytes);
}
