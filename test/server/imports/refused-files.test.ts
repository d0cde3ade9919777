import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '#shared/api.ts';
import type { ImportRun } from '#shared/imports.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { freshSqlite, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';
import { aPdf } from '../../support/pdf.ts';
import { aZip } from '../../support/zip.ts';

const sheets = [{ name: '表', rows: [['支付凭证号', '支付日期', '金额', '项目编码']] }];
const workbook = async (more: object = {}) => Buffer.from(await writeXlsx({ sheets, ...more }));
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 'x');
const swollen = () =>
  aZip({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': megabytes(64).fill(' ') });

describe('what cannot be read is refused over HTTP, leaves nothing, and the server goes on', () => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await freshSqlite();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const ledger = () => app.ok<{ vouchers: number }>('GET', '/ledger');
  const prose = '今年的支付工作进展顺利。\n请各股室按时报送。';

  // biome-ignore format: one case a line
  const cases: [string, string, () => Buffer | string | Promise<Buffer>, number, string, RegExp][] = [
    ['a plan',   'of nothing',            () => '',                                    422, 'empty',              /空/],
    ['a plan',   'of prose only',         () => prose,                                 422, 'not_a_plan',         /不是绩效文本/],
    ['a plan',   'of 50 MB',              () => megabytes(50),                         413, 'too_large',          /30 MB|过大/],
    ['a plan',   'with macros',           () => workbook({ vbaProject: new Uint8Array([1]) }), 415, 'macro',      /宏/],
    ['a plan',   'in Word, encrypted',    () => workbook({ encryption: { password: '密', spinCount: 10 } }), 422, 'password_protected', /密码/],
    ['a plan',   'that is a zip bomb',    () => aZip({ 'word/document.xml': megabytes(64).fill(' ') }), 413, 'too_large', /过大/],
    ['vouchers', 'of nothing',            () => '',                                    422, 'empty',              /空/],
    ['vouchers', 'of empty rows',         () => '\n\n,,,\n',                           422, 'empty',              /空|没有/],
    ['vouchers', 'of prose only',         () => prose,                                 422, 'empty',              /没有表格/],
    ['vouchers', 'with macros',           () => workbook({ vbaProject: new Uint8Array([1]) }), 415, 'macros',     /宏/],
    ['vouchers', 'encrypted',             () => workbook({ encryption: { password: '密', spinCount: 10 } }), 422, 'password', /密码/],
    ['vouchers', 'that are a zip bomb',   swollen,                                     413, 'too_large',          /过大/],
    ['vouchers', 'that are a PDF',        () => aPdf([{ texts: [[50, 50, '凭证']] }]), 415, 'unsupported',        /PDF/],
    ['vouchers', 'that are a Word file',  () => aZip({ '[Content_Types].xml': '<a/>', 'word/document.xml': '<a/>' }), 415, 'unsupported', /不是 Excel/],
    ['vouchers', 'of a 50 MB workbook',   () => Buffer.concat([Buffer.from('PK\u0003\u0004'), megabytes(50)]), 413, 'too_large', /30 MB/],
    ['values',   'of nothing',            () => '',                                    422, 'empty',              /空/],
    ['values',   'of prose only',         () => prose,                                 422, 'empty',              /没有表格/],
    ['values',   'with macros',           () => workbook({ vbaProject: new Uint8Array([1]) }), 415, 'macros',     /宏/],
    ['values',   'that are a zip bomb',   swollen,                                     413, 'too_large',          /过大/],
    ['values',   'of a 50 MB text',       () => megabytes(50),                         422, 'malformed_csv',      /第1行超过1 MB/],
  ];

  test.for(cases)('%s %s', async ([what, , made, status, code, says]) => {
    const before = await ledger();
    const path = {
      'a plan': '/plan-imports',
      vouchers: '/imports/expenditures',
      values: '/imports/measurements',
    };
    const sent = await sendFile<Problem & { code?: string }>(app, path[what as keyof typeof path], {
      content: await made(),
      name: '文件.docx',
    });
    expect([sent.status, sent.body.code]).toEqual([status, code]);
    expect(sent.body.detail).toMatch(says);
    expect(await ledger()).toEqual(before);
    const runs = (await app.ok<{ items: ImportRun[] }>('GET', '/imports')).items;
    expect(runs.every(({ state }) => state !== 'running' && state !== 'done')).toBe(true);
  });
});
