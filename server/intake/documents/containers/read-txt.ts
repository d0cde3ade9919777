import { DocumentRefused, mostText, type SourceDocument, tooLong } from './source-document.ts';

/** A text: UTF-8 with or without its mark, UTF-16 with it, otherwise GB18030. */
export function readTxt(bytes: Buffer): SourceDocument {
  if (bytes.length > mostText * 2) throw tooLong();
  const text = decode(bytes);
  if (text.includes('\0')) throw notText();
  if (text.length > mostText) throw tooLong();
  return { kind: 'txt', text, places: null, notes: [] };
}

function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A character or two may be damaged; a file full of them is in another encoding, or no text.
    const text = new TextDecoder('gb18030').decode(bytes);
    const damaged = text.split('\ufffd').length - 1;
    if (damaged > 10 && damaged > text.length / 50) throw notText();
    return text;
  }
}

function notText(): DocumentRefused {
  return new DocumentRefused(
    415,
    'unsupported',
    '无法识别文件的种类或文字编码；请上传 .docx、.xlsx、.pdf，或 UTF-8、GB18030 编码的 .txt。',
    'Neither the kind of the file nor its encoding is known. Send .docx, .xlsx, .pdf, or a .txt in UTF-8 or GB18030.',
  );
}
