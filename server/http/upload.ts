import busboy from '@fastify/busboy';
import type { Request } from 'express';
import { said } from '#shared/language.ts';
import { unstorableRefused } from './bodies.ts';
import { HttpError } from './errors.ts';

/** A file as it came in a form. Its name is what the sender calls it, and says nothing of what it is. */
export interface UploadedFile {
  bytes: Buffer;
  fileName: string;
}

/**
 * The file that a form brings in its field `file`. More than `mostBytes` is a 413, and no more than that
 * is ever kept; a form that breaks off is a 400, one without the file a 422.
 */
export function uploadedFile(req: Request, mostBytes: number): Promise<UploadedFile> {
  const contentType = req.get('content-type') ?? '';
  // Without a boundary there is no form to read.
  if (!/;\s*boundary=/i.test(contentType)) throw brokenForm();
  // What says itself that it is too large is not even listened to; the rest of a form is small.
  if (Number(req.get('content-length') ?? 0) > mostBytes + 64 * 1024) throw tooLargeFile(mostBytes);
  return new Promise((resolve, reject) => {
    const form = busboy({
      headers: { ...req.headers, 'content-type': contentType },
      limits: { files: 1, fileSize: mostBytes, fields: 20, fieldSize: 64 * 1024, parts: 30 },
    });
    let found: UploadedFile | undefined;
    form.on('file', (field, stream, name) => {
      if (name.includes('\0')) reject(unstorableRefused());
      let parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      // A part that breaks off says so itself; unheard, that would be the end of the process.
      stream.on('error', () => reject(brokenForm()));
      stream.on('limit', () => {
        parts = [];
        reject(tooLargeFile(mostBytes));
      });
      stream.on('end', () => {
        if (field === 'file') found = { bytes: Buffer.concat(parts), fileName: name.replaceAll('\0', '') };
      });
    });
    form.on('finish', () => {
      if (found) resolve(found);
      else reject(missingFile());
    });
    form.on('error', () => reject(brokenForm()));
    // The sender went away: nobody is left to answer, but who waits for the file must not wait for ever.
    req.on('close', () => {
      if (!req.complete) reject(brokenForm());
    });
    req.pipe(form);
  });
}

/** A form that broke off, or is none. */
export function brokenForm(): HttpError {
  return new HttpError(400, 'malformed', said('上传的表单不完整。', 'The uploaded form is broken.'));
}

/** A form without its file. */
export function missingFile(): HttpError {
  return new HttpError(
    422,
    'file_missing',
    said('表单里没有 file 文件。', 'The form has no file named "file".'),
  );
}

/** A file of more bytes than are taken. */
export function tooLargeFile(mostBytes: number): HttpError {
  const size = `${Math.floor(mostBytes / 1024 / 1024)} MB`;
  return new HttpError(413, 'too_large', said(`文件超过 ${size}。`, `The file is larger than ${size}.`));
}
