import busboy from '@fastify/busboy';
import type { Request } from 'express';
import { said } from '#shared/language.ts';
import { unstorableRefused } from './bodies.ts';
import { HttpError } from './errors.ts';

export interface Upload {
  bytes: Buffer;
  fileName: string;
}

/** The `file` of a form, whole, of at most so many bytes; a problem that says what is wrong with it otherwise. */
export function uploadedFile(req: Request, mostBytes: number): Promise<Upload> {
  const broken = () =>
    new HttpError(400, 'malformed', said('上传的表单不完整。', 'The uploaded form is broken.'));
  // Without a boundary there is no form to read.
  if (!/;\s*boundary=/i.test(req.get('content-type') ?? '')) throw broken();
  const most = mostBytes / 1024 / 1024;
  return new Promise((resolve, reject) => {
    const form = busboy({
      headers: { ...req.headers, 'content-type': req.headers['content-type'] ?? '' },
      limits: { files: 1, fileSize: mostBytes },
    });
    let found: Upload | undefined;
    form.on('file', (field, stream, name) => {
      if (name.includes('\0')) reject(unstorableRefused());
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      // A part that breaks off says so itself; unheard, that would be the end of the process.
      stream.on('error', () => reject(broken()));
      stream.on('limit', () =>
        reject(
          new HttpError(
            413,
            'too_large',
            said(`文件超过 ${most} MB。`, `The file is larger than ${most} MB.`),
          ),
        ),
      );
      stream.on('end', () => {
        if (field === 'file') found = { bytes: Buffer.concat(parts), fileName: name.replaceAll('\0', '') };
      });
    });
    form.on('finish', () => {
      if (found) resolve(found);
      else
        reject(
          new HttpError(
            422,
            'file_missing',
            said('表单里没有 file 文件。', 'The form has no file named "file".'),
          ),
        );
    });
    form.on('error', () => reject(broken()));
    // The sender went away: nobody is left to answer, but who waits for the file must not wait for ever.
    req.on('close', () => {
      if (!req.complete) reject(broken());
    });
    req.pipe(form);
  });
}
