import { fileTypeFromBuffer } from 'file-type';
import yauzl from 'yauzl';
import { type Refusal, refuse } from './refusal.ts';

/** What proves a value: what officials print, scan, photograph or keep in a sheet. Nothing that runs. */
const taken: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  heic: 'image/heic',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
};

/** A file that may be kept: its kind as found in it, and a name that ends accordingly. */
export interface EvidenceFile {
  name: string;
  type: string;
}

/**
 * What a file is, by its content, whatever its name says; or why it is not taken: empty, of another kind, an
 * archive, a page that a browser would run, a document with macros.
 */
export async function readEvidenceFile(bytes: Buffer, fileName: string): Promise<EvidenceFile | Refusal> {
  if (bytes.length === 0) return refuse('file', 'empty', '文件是空的。', 'The file is empty.');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const parts = isZip ? await partsOf(bytes) : [];
  if (!parts) return refuse('file', 'damaged', '文件已损坏或设有密码。', 'The file is damaged or locked.');
  if (parts.some((part) => /(?:^|\/)(?:vbaProject\.bin|macros?)(?:\/|$)/i.test(part))) {
    return refuse(
      'file',
      'macro',
      '文件含有宏，请另存为不含宏的文件再上传。',
      'The file contains macros; save it without them.',
    );
  }
  const kind = parts.includes('OFD.xml') ? 'ofd' : (found?.ext ?? '');
  const type = Object.hasOwn(taken, kind) ? taken[kind] : undefined;
  if (!type) {
    return refuse(
      'file',
      'unsupported',
      '佐证材料可以是 PDF、OFD、图片、Word（.docx）或 Excel（.xlsx）文件。',
      'Evidence is a PDF, an OFD, a picture, a Word (.docx) or an Excel (.xlsx) file.',
    );
  }
  return { name: nameOf(fileName, kind), type };
}

/** The names of what is in a zip; undefined where it cannot be listed. Nothing is unpacked. */
async function partsOf(bytes: Buffer): Promise<string[] | undefined> {
  try {
    const zip = await yauzl.fromBufferPromise(bytes);
    if (zip.entryCount > 10_000) return undefined;
    const names: string[] = [];
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) return undefined;
      names.push(entry.fileName);
    }
    return names;
  } catch {
    return undefined;
  }
}

/** The last part of the name that was sent, without what a file system or a header would stumble over. */
function nameOf(fileName: string, kind: string): string {
  const last = fileName.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').trim();
  const stem = clean.replace(/\.[^.]*$/, '').slice(0, 120) || 'evidence';
  const ending = /\.([^.]*)$/.exec(clean)?.[1]?.toLowerCase();
  const same =
    ending === kind || (kind === 'jpg' && ending === 'jpeg') || (kind === 'tif' && ending === 'tiff');
  return `${stem}.${same ? ending : kind}`;
}
