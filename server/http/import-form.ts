import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from '@fastify/busboy';
import type { Request } from 'express';
import { said } from '#shared/language.ts';
import { unstorableRefused } from './bodies.ts';
import { HttpError } from './errors.ts';
import { brokenForm, missingFile, tooLargeFile } from './upload.ts';

/** A file that was sent, on disk under no name: it is gone when the handle is closed, or the process ends. */
export interface SentFile {
  handle: FileHandle;
  size: number;
  sha256: string;
  fileName: string | null;
  /** The form's text fields. */
  fields: Record<string, string>;
}

/**
 * Takes the field `file` of a form to disk, never whole through memory. A form without one is a 422, one that
 * breaks off a 400, more than `mostBytes` a 413. Whoever asks closes the handle.
 */
export async function sentFile(req: Request, mostBytes: number): Promise<SentFile> {
  const contentType = req.get('content-type') ?? '';
  if (!contentType.startsWith('multipart/form-data')) {
    throw new HttpError(
      415,
      'unsupported',
      said('请以表单（multipart/form-data）的 file 字段上传文件。', 'Send a form with the field "file".'),
    );
  }
  if (!/;\s*boundary=/i.test(contentType)) throw brokenForm();
  if (Number(req.get('content-length') ?? 0) > mostBytes + 64 * 1024) throw tooLargeFile(mostBytes);
  const handle = await nameless();
  try {
    return { handle, ...(await receive(req, contentType, handle, mostBytes)) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function nameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `duibiao-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}

function receive(req: Request, contentType: string, handle: FileHandle, mostBytes: number) {
  return new Promise<Omit<SentFile, 'handle'>>((resolve, reject) => {
    const form = busboy({
      headers: { ...req.headers, 'content-type': contentType },
      limits: { files: 1, fileSize: mostBytes, fields: 20, fieldSize: 64 * 1024, parts: 30 },
    });
    const fields: Record<string, string> = {};
    let found: Promise<Omit<SentFile, 'handle' | 'fields'>> | undefined;
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (field, stream, fileName) => {
      if (fileName?.includes('\0')) reject(unstorableRefused());
      // A part that breaks off says so itself; unheard, that would be the end of the process.
      stream.on('error', () => reject(brokenForm()));
      if (field !== 'file') {
        stream.resume();
        return;
      }
      stream.on('limit', () => reject(tooLargeFile(mostBytes)));
      found = store(stream, handle).then((stored) => ({ ...stored, fileName: fileName || null }));
      found.catch(() => reject(brokenForm()));
    });
    form.on('finish', () => {
      if (found) found.then((file) => resolve({ ...file, fields }), reject);
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

async function store(stream: Readable, handle: FileHandle) {
  const digest = createHash('sha256');
  stream.on('data', (part: Buffer) => digest.update(part));
  const file = createWriteStream('', { fd: handle.fd, autoClose: false, highWaterMark: 1024 * 1024 });
  await pipeline(stream, file);
  return { size: file.bytesWritten, sha256: digest.digest('hex') };
}
