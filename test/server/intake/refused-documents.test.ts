import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { readContainer } from '#server/intake/documents/containers/read-container.ts';
import { DocumentRefused } from '#server/intake/documents/containers/source-document.ts';
import { aPdf } from '../../support/pdf.ts';
import { aZip } from '../../support/zip.ts';

const file = (name: string) => readFileSync(new URL(`documents/${name}`, import.meta.url));
const sheets = [{ name: '表', rows: [['项目编码', 'A001']] }];
const workbook = async (more: object = {}) => Buffer.from(await writeXlsx({ sheets, ...more }));
const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>';
const text = (of: string) => Buffer.from(of);
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** How a file is refused; a file that is read fails the test. */
async function refusal(bytes: Buffer): Promise<DocumentRefused> {
  const read = await readContainer(bytes).then(
    ({ kind }) => kind,
    (error: unknown) => error,
  );
  if (read instanceof DocumentRefused) return read;
  throw new Error(`not refused: ${String(read)}`, { cause: read });
}

// biome-ignore format: one case a line
const cases: [string, () => Buffer | Promise<Buffer>, number, string, RegExp][] = [
  ['an empty file',              () => Buffer.alloc(0),                                  422, 'empty',              /空/],
  ['an old Word file',           () => file('old.doc'),                                  415, 'unsupported',        /旧版 Word.*另存为 \.docx/],
  ['an old workbook',            () => file('old.xls'),                                  415, 'unsupported',        /旧版 Excel.*另存为 \.xlsx/],
  ['a workbook with a password', () => workbook({ encryption: { password: '密', spinCount: 10 } }), 422, 'password_protected', /取消密码/],
  ['a PDF with a password',      () => file('locked.pdf'),                               422, 'password_protected', /取消密码/],
  ['a workbook with macros',     () => workbook({ vbaProject: new Uint8Array([1]) }),    415, 'macro',              /宏/],
  ['a Word file with macros',    () => aZip({ '[Content_Types].xml': types.replace('></', '><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></'), 'word/document.xml': '<a/>' }), 415, 'macro', /宏/],
  ['a zip bomb',                 () => aZip({ 'word/document.xml': Buffer.alloc(64 * 1024 * 1024, 32) }), 413, 'too_large', /过大/],
  ['many parts that are one',    () => aZip(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`xl/${i}.xml`, Buffer.alloc(4 * 1024 * 1024, i)]))), 413, 'too_large', /过大/],
  ['an external entity',         () => aZip({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' }), 422, 'corrupt', /损坏/],
  ['a Word file without a body', () => aZip({ '[Content_Types].xml': types, 'word/document.xml': '<a/>' }), 422, 'corrupt', /损坏/],
  ['a scan',                     () => aPdf([{ boxes: [[50, 50, 500, 700]] }]),          422, 'scan',               /扫描件/],
  ['a scan with page numbers',   () => aPdf([{ texts: [[290, 800, '1']] }, { texts: [[290, 800, '2']] }]), 422, 'scan', /扫描件/],
  ['an archive',                 () => aZip({ '文本.docx': 'x' }),                       415, 'unsupported',        /压缩包/],
  ['an OFD',                     () => aZip({ 'OFD.xml': '<ofd/>' }),                    415, 'unsupported',        /OFD/],
  ['an OpenDocument',            () => aZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 415, 'unsupported', /另存为 \.xlsx/],
  ['a presentation',             () => aZip({ 'ppt/presentation.xml': '<a/>' }),         415, 'unsupported',        /演示文稿/],
  ['a binary workbook',          () => aZip({ 'xl/workbook.bin': 'x' }),                 415, 'unsupported',        /xlsb/],
  ['a picture',                  () => Buffer.from(png, 'base64'),                       415, 'unsupported',        /图片/],
  ['a web page',                 () => text('\ufeff<html><table><tr><td>1</table>'),     415, 'unsupported',        /网页/],
  ['an RTF',                     () => text('{\\rtf1 x}'),                               415, 'unsupported',        /RTF/],
  ['an XML file',                () => text('<?xml version="1.0"?><Workbook/>'),         415, 'unsupported',        /XML/],
  ['noise',                      () => Buffer.from('\xfe\x80\xff'.repeat(1_000), 'latin1'), 415, 'unsupported', /无法识别/],
];

test.for(cases)('%s is refused, with what to do', async ([, made, status, code, says]) => {
  const { status: refused, code: as, said } = await refusal(await made());
  expect([refused, as]).toEqual([status, code]);
  expect(said.zh).toMatch(says);
  expect(said.en).toMatch(/^[A-Z].{15,}\.$/);
});

describe('a document that broke off', () => {
  test.for(['sample-plan.docx', 'sample-plan.xlsx'])('%s, is refused wherever it did', async (name) => {
    const whole = file(name);
    for (let part = 1; part < 25; part += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 25));
      expect((await refusal(cut)).code, `cut at ${cut.length}`).toBe('corrupt');
    }
  });

  test('a PDF is refused, or read with what is still there of it', async () => {
    const whole = aPdf(
      Array.from({ length: 4 }, () => ({ texts: [[50, 100, '二〇二三年部门预算绩效文本']] })),
    );
    for (let part = 1; part < 25; part += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 25));
      await readContainer(cut).catch((error: unknown) => expect(error).toBeInstanceOf(DocumentRefused));
    }
  });

  test('damaged in the middle, it is refused or read, and nothing else', async () => {
    for (const name of ['sample-plan.docx', 'sample-plan.xlsx']) {
      const whole = file(name);
      for (let at = 40; at < whole.length; at += Math.ceil(whole.length / 20)) {
        const damaged = Buffer.from(whole);
        damaged.fill(0x55, at, at + 12);
        await readContainer(damaged).catch((error: unknown) => expect(error).toBeInstanceOf(DocumentRefused));
      }
    }
  });
});

test.for([
  ['UTF-16, little end first', Buffer.from('\ufeff项目', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\ufeff项目', 'utf16le').swap16()],
  ['UTF-8 with its mark', Buffer.from('\ufeff项目')],
] as const)('a text in %s is a text', async ([, bytes]) => {
  expect(await readContainer(bytes)).toMatchObject({ kind: 'txt', text: '项目', places: null });
});
