import { fileTypeFromBuffer } from 'file-type';
import { type DocumentKind, DocumentRefused, damaged, passwordProtected } from './source-document.ts';
import { zipParts } from './zip-parts.ts';

/**
 * What a file is, by what it holds: its name may say anything. A kind that is not read is refused with
 * what it is and what to do; so are macros, passwords and archives that are no document.
 */
export async function recognise(bytes: Buffer): Promise<DocumentKind> {
  const start = bytes.subarray(0, 1024).toString('latin1');
  if (bytes.length === 0) throw new DocumentRefused(422, 'empty', '文件是空的。', 'The file is empty.');
  if (start.includes('%PDF-')) return 'pdf';
  // The mark of UTF-16, which begins other things too for who only guesses.
  if (start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff')) return 'txt';
  if (start.startsWith('PK')) return await kindOfZip(bytes);
  if (start.startsWith('\xd0\xcf\x11\xe0')) throw oldOffice(bytes);
  const text = start.replace(/^(?:\xef\xbb\xbf|\s)+/, '').toLowerCase();
  if (text.startsWith('{\\rtf')) {
    throw unsupported('RTF 文件', '在 Word/WPS 中另存为 .docx', 'an RTF file', 'save it as .docx');
  }
  if (/^(?:<!doctype html|<html|<table|<meta|<head|mime-version:)/.test(text)) {
    const zh = '网页文件（有的系统导出的“Excel”其实是网页）';
    throw unsupported(
      zh,
      '在 Excel/WPS 中打开后另存为 .xlsx',
      'a web page',
      'open it in Excel and save it as .xlsx',
    );
  }
  if (text.startsWith('<?xml')) {
    throw unsupported(
      'XML 文件',
      '在原软件中另存为 .docx 或 .xlsx',
      'an XML file',
      'save it as .docx or .xlsx',
    );
  }
  const other = (await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined))?.mime;
  if (other?.startsWith('image/')) {
    const zh = '图片，认不出其中的文字';
    throw unsupported(
      zh,
      '上传原来的 Word、Excel 或文字版 PDF',
      'a picture',
      'send the Word, Excel or PDF file it shows',
    );
  }
  if (other && !other.startsWith('text/')) {
    throw unsupported(
      `${other} 文件`,
      '上传 .docx、.xlsx、.pdf 或 .txt',
      `a file of type ${other}`,
      'send .docx, .xlsx, .pdf or .txt',
    );
  }
  return 'txt';
}

async function kindOfZip(bytes: Buffer): Promise<DocumentKind> {
  const parts = await zipParts(bytes);
  const has = (pattern: RegExp) => [...parts.keys()].some((name) => pattern.test(name));
  const types = parts.get('[Content_Types].xml') ?? '';
  if (has(/(^|\/)vbaProject\.bin$/i) || /macroEnabled/i.test(types)) {
    throw new DocumentRefused(
      415,
      'macro',
      '文件含有宏，出于安全不予读取；请另存为不含宏的 .docx 或 .xlsx 再上传。',
      'The file contains macros and is not read. Save it as .docx or .xlsx without them.',
    );
  }
  for (const [name, text] of parts) {
    // Office software never writes one: it is there to read other files, or to swell.
    if (/\.(?:xml|rels)$/i.test(name) && /<!(?:DOCTYPE|ENTITY)/i.test(text)) throw damaged('Word/Excel');
  }
  if (has(/^word\/document\.xml$/i) || /wordprocessingml\.document\.main/.test(types)) return 'docx';
  if (has(/^xl\/workbook\.xml$/i)) return 'xlsx';
  if (has(/^xl\/workbook\.bin$/i)) {
    throw unsupported(
      '二进制 Excel 文件（.xlsb）',
      '在 Excel 中另存为 .xlsx',
      'an .xlsb workbook',
      'save it as .xlsx',
    );
  }
  if (has(/^ppt\//i)) {
    throw unsupported(
      '演示文稿（.pptx）',
      '上传绩效文本的 Word、Excel 或 PDF 文件',
      'a presentation',
      'send the plan itself',
    );
  }
  if (has(/^OFD\.xml$/i)) {
    throw unsupported(
      'OFD 版式文件',
      '在 WPS 或 OFD 阅读器中转换为 .docx 或 PDF',
      'an OFD file',
      'convert it to .docx or PDF',
    );
  }
  const odf = /opendocument\.(\w+)/.exec(parts.get('mimetype') ?? '')?.[1];
  if (odf) {
    const as = odf === 'spreadsheet' ? '.xlsx' : '.docx';
    throw unsupported('OpenDocument 文件', `另存为 ${as}`, 'an OpenDocument file', `save it as ${as}`);
  }
  throw unsupported(
    '压缩包',
    '先解压，再上传其中的绩效文本',
    'an archive',
    'unpack it and send the plan inside',
  );
}

/** The container of Office before 2007, in which later files are put when they get a password. */
function oldOffice(bytes: Buffer): DocumentRefused {
  const holds = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return passwordProtected();
  if (holds('WordDocument')) {
    const zh = '旧版 Word 文件（.doc 或 .wps）';
    return unsupported(
      zh,
      '在 Word/WPS 中另存为 .docx',
      'an old Word file (.doc or .wps)',
      'save it as .docx',
    );
  }
  if (holds('Workbook') || holds('Book')) {
    const zh = '旧版 Excel 文件（.xls 或 .et）';
    return unsupported(
      zh,
      '在 Excel/WPS 中另存为 .xlsx',
      'an old Excel file (.xls or .et)',
      'save it as .xlsx',
    );
  }
  return unsupported(
    '旧版 Office 文件',
    '另存为 .docx 或 .xlsx',
    'an old Office file',
    'save it as .docx or .xlsx',
  );
}

function unsupported(zh: string, todoZh: string, en: string, todo: string): DocumentRefused {
  return new DocumentRefused(
    415,
    'unsupported',
    `这是${zh}，无法直接读取；请${todoZh}后重新上传。`,
    `This is ${en}, which cannot be read as it is: ${todo}.`,
  );
}
