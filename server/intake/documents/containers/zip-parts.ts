import { TextDecoder } from 'node:util';
import yauzl from 'yauzl';
import { DocumentRefused, damaged } from './source-document.ts';

/** What a file of office software may unpack to, and how much smaller it may have been. */
const mostUnpacked = 200 * 1024 * 1024;
const mostShrunk = 200;
/** Below this nothing is a bomb: short files of repeated text shrink a lot. */
const harmless = 8 * 1024 * 1024;
const mostParts = 5_000;
const mostKept = 64 * 1024;

/**
 * The parts of a zip by name, with how each begins. Every part is unpacked once, thrown away as it
 * comes and counted: sizes that a zip states of itself are not believed. A bomb, a part that is locked,
 * and a zip that breaks off are refused before any library gets to see them.
 */
export async function zipParts(bytes: Buffer): Promise<Map<string, string>> {
  try {
    return await measure(bytes);
  } catch (error) {
    if (error instanceof DocumentRefused) throw error;
    throw damaged('Word/Excel（或压缩）', 'Word/Excel (or archive)');
  }
}

async function measure(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  if (zip.entryCount > mostParts) throw bomb();
  const parts = new Map<string, string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) {
      throw new DocumentRefused(
        422,
        'password_protected',
        '文件里的内容设有密码，无法读取；请先取消密码再上传。',
        'What is in the file is protected by a password. Take it off, then send it again.',
      );
    }
    const kept: Buffer[] = [];
    let length = 0;
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (length < mostKept) kept.push(chunk.subarray(0, mostKept - length));
      length += chunk.length;
      total += chunk.length;
      if (total > mostUnpacked || (total > harmless && total > bytes.length * mostShrunk)) throw bomb();
    }
    parts.set(entry.fileName, new TextDecoder().decode(Buffer.concat(kept)));
  }
  return parts;
}

function bomb(): DocumentRefused {
  return new DocumentRefused(
    413,
    'too_large',
    '文件解压后过大，不像一份绩效文本，没有读取。',
    'Unpacked, the file is far too large for a plan; it was not read.',
  );
}
