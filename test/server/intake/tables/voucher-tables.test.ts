import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { readFile } from '../../../support/tables.ts';

const plain = '支付凭证号,支付日期,金额,项目编码,收款人\nA1,2023-04-01,100.00,P001,某某公司\n';
const read = [
  { voucherNo: 'A1', paidOn: '2023-04-01', amount: 10_000, projectCode: 'P001', payee: '某某公司' },
];

/** GB18030 of the characters that the sample uses; Node only decodes it. */
function gb18030(text: string): Uint8Array {
  const codes = new Map<string, [number, number]>();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high < 0xff; high += 1)
    for (let low = 0x40; low < 0xff; low += 1) {
      const character = decoder.decode(Uint8Array.of(high, low));
      if (character.length === 1 && !codes.has(character)) codes.set(character, [high, low]);
    }
  return Uint8Array.from(
    [...text].flatMap((one) => (one < '\u0080' ? [one.charCodeAt(0)] : (codes.get(one) ?? []))),
  );
}

const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

test.for([
  ['UTF-8', plain],
  ['UTF-8', `\uFEFF${plain}`],
  ['UTF-16LE', utf16(plain, false)],
  ['UTF-16BE', utf16(plain, true)],
  ['GB18030', gb18030(plain)],
] as const)('reads %s', async ([encoding, bytes]) => {
  const { table, items } = await readFile(bytes);
  expect(table.encoding).toBe(encoding);
  expect(items).toMatchObject(read);
});

test('a name far down decides the encoding', async () => {
  const ascii = 'A0,2023-04-01,1,P001,x\n'.repeat(20_000);
  const text = `voucherNo,paidOn,amount,projectCode,payee\n${ascii}A1,2023-04-01,100.00,P001,某某公司\n`;
  const { table, items } = await readFile(gb18030(text));
  expect(table.encoding).toBe('GB18030');
  expect(items.at(-1)).toMatchObject({ payee: '某某公司' });
});

test.for([
  [',', plain],
  ['\t', plain.replaceAll(',', '\t')],
  [';', plain.replaceAll(',', ';')],
  [',', plain.replaceAll('\n', '\r\n')],
  [',', plain.replaceAll('\n', '\r')],
] as const)('is told apart by %j', async ([delimiter, text]) => {
  const { table, items } = await readFile(text);
  expect(table.delimiter).toBe(delimiter);
  expect(items).toMatchObject(read);
});

test('a full-width comma separates nothing', async () => {
  const text = '支付凭证号,支付日期,金额,项目编码,用途\nA1,2023-04-01,100.00,P001,购置，安装\n';
  expect((await readFile(text)).items).toMatchObject([{ purpose: '购置，安装' }]);
});

// biome-ignore format: one case a line
test.for([
  ['凭证编号,付款日期,支付金额(元),项目代码', 'A1,2023-04-01,100.00,P001', {}],
  ['项目编号;本次支付;支付时间;单据编号', 'P001;100;2023-04-01;A1', {}],
  ['序号,支付申请号,记账日期,金额（万元）,项目名称', '1,A1,2023-04-01,0.01,光纤租赁费用', {}],
  ['* 凭证号：,支付\n日期,金额,项目编码', null, null],
  ['凭证号,日期,金额,项目编码,行号,资金性质,摘要,类型,原凭证号', 'A1,2023-04-01,-100.00,P001,2,上年结转,退款,退回,A0',
    { line: 2, fundSource: 'carryover', purpose: '退款', kind: 'refund', reverses: 'A0', amount: -10_000 }],
] as const)('knows the columns %s', async ([header, row, more]) => {
  if (row === null) {
    const quoted = '"* 凭证号：","支付\n日期",金额,项目编码\nA1,2023-04-01,100.00,P001';
    expect((await readFile(quoted)).items).toMatchObject([{ voucherNo: 'A1', paidOn: '2023-04-01' }]);
    return;
  }
  const { items } = await readFile(`${header}\n${row}\n`);
  expect(items).toMatchObject([{ voucherNo: 'A1', paidOn: '2023-04-01', amount: 10_000, projectCode: 'P001', ...more }]);
});

// biome-ignore format: one case a line
test.for([
  ['2023-4-1', '2023-04-01'], ['2023/04/01', '2023-04-01'], ['2023.4.1', '2023-04-01'], ['20230401', '2023-04-01'],
  ['2023年4月1日', '2023-04-01'], ['45017', '2023-04-01'], ['2023-04-01 10:30:00', '2023-04-01'], ["'2023-04-01", '2023-04-01'],
] as const)('the day %s is %s', async ([text, day]) => {
  const { items } = await readFile(plain.replace('2023-04-01', text));
  expect(items).toMatchObject([{ paidOn: day }]);
});

// biome-ignore format: one case a line
test.for([
  ['100', 10_000], ['"1,234.50"', 123_450], ['￥100.5', 10_050], ['¥ 1 000.00', 100_000], ['(100.00)', -10_000], ['（100.00）', -10_000],
  ['－100', -10_000], ['−100.00', -10_000], ['１００．００', 10_000], ['1.5万元', 1_500_000], ['100元', 10_000], ["'100", 10_000], ['100.000', 10_000], ['="100"', 10_000],
] as const)('the amount %s is %i fen', async ([text, fen]) => {
  const { items } = await readFile(plain.replace('100.00', text).replace('金额', '金额'));
  const { rows } = await readFile(plain.replace('100.00', text));
  // What takes money back says of which voucher only later: here the row is understood.
  expect(items.length === 1 ? items : rows).toMatchObject([fen === undefined ? {} : { amount: fen }]);
});

// biome-ignore format: one case a line
test.for([
  ['2023-04-01', '01/02/2023', 'paidOn', 'ambiguous_day', '2023-04-01'],
  ['2023-04-01', '23-4-1', 'paidOn', 'ambiguous_day', '年份不全'],
  ['2023-04-01', '4月1日', 'paidOn', 'not_a_day', '2023-04-01'],
  ['2023-04-01', '2023-02-30', 'paidOn', 'not_a_day', '2023-04-01'],
  ['2023-04-01', '', 'paidOn', 'missing', '缺少日期'],
  ['100.00', '12,34', 'amount', 'not_an_amount', '80000.00'],
  ['100.00', '100.005', 'amount', 'too_many_decimals', '两位小数'],
  ['100.00', '一百', 'amount', 'not_an_amount', '80000.00'],
  ['100.00', '', 'amount', 'not_an_amount', '缺少金额'],
  ['A1', '', 'voucherNo', 'missing', '缺少凭证号'],
  ['A1', '2.02304E+17', 'voucherNo', 'digits_lost', '文本'],
  ['P001', '', 'projectCode', 'project_missing', '缺少项目'],
] as const)('%s as "%s" is refused at %s: %s', async ([good, bad, field, code, says]) => {
  const cell = bad.includes(',') ? `"${bad}"` : bad;
  const { problems } = await readFile(plain.replace(good, cell));
  expect(problems).toMatchObject([{ row: 2, field, code, message: expect.stringContaining(says) }]);
});

test('a project is known by its name only where one has it, and by both only where they agree', async () => {
  const header = '凭证号,日期,金额,项目编码,项目名称\n';
  const rows = [
    'A1,2023-04-01,1,,政务外网费用',
    'A2,2023-04-01,1,,设备购置',
    'A3,2023-04-01,1,P001,政务外网费用',
    'A4,2023-04-01,1,P002,政务 外网费用',
    'A5,2023-04-01,1,,没有的',
  ];
  const { items, problems } = await readFile(header + rows.join('\n'));
  expect(items.map((item) => item.projectCode)).toEqual(['P002', 'P002']);
  expect(problems).toMatchObject([
    { row: 3, code: 'ambiguous_project', message: expect.stringContaining('P003、P004') },
    { row: 4, code: 'project_contradiction' },
    { row: 6, code: 'unknown_project' },
  ]);
});

test('words of 资金性质 are understood, and a strange one is refused with what would be right', async () => {
  const words = [
    '当年财政拨款',
    '一般公共预算',
    '政府性基金',
    '上年结转',
    '结转结余',
    '其他资金',
    '自有资金',
    '单位资金',
    '',
    '彩票',
  ];
  const { items, problems } = await readFile(
    `凭证号,日期,金额,项目编码,资金性质\n${words.map((word, at) => `A${at},2023-04-01,1,P001,${word}`).join('\n')}`,
  );
  const funds = items.map((item) => ('fundSource' in item ? item.fundSource : undefined));
  expect(funds).toEqual([
    'fiscal',
    'fiscal',
    'fiscal',
    'carryover',
    'carryover',
    'other',
    'other',
    'other',
    undefined,
  ]);
  expect(problems).toMatchObject([
    { row: 11, code: 'unknown_fund_source', message: expect.stringContaining('上年结转') },
  ]);
});

test('titles, empty rows, repeated headers, totals and signatures are passed over and counted', async () => {
  const text = [
    '某县行政审批局支付明细表,,,',
    '单位：万元,,,2023年4月',
    ',,,',
    '凭证号,日期,金额,项目编码',
    'A1,2023-04-01,0.01,P001',
    '小 计,,0.01,',
    '',
    '凭证号,日期,金额,项目编码',
    'A2,2023-04-02,0.02,P002',
    '合计,,0.03,',
    '制表人：张三,,,',
  ].join('\n');
  const { table, items, notes } = await readFile(text);
  expect(items).toMatchObject([{ amount: 10_000 }, { amount: 20_000 }]);
  expect(table).toMatchObject({ headerRow: 4, unit: '万元', skipped: { blank: 2, titles: 4, totals: 2 } });
  expect(notes).toEqual([]);
});

test('a printed total that is not the sum is said', async () => {
  const { notes } = await readFile(`${plain}合计,,100.01,,\n`);
  expect(notes).toEqual([{ row: 3, code: 'total_differs', printed: 10_001, sum: 10_000 }]);
});

test('a header that says nothing is shown with samples, and asks for what is missing', async () => {
  const text = 'a,b,c,d\nA1,2023-04-01,100.00,P001\n';
  await expect(readFile(text)).rejects.toMatchObject({
    headerRow: 1,
    missing: ['voucherNo', 'paidOn', 'amount', 'projectCode'],
    columns: [
      { index: 0, header: 'a', samples: ['A1'] },
      { index: 1 },
      { index: 2 },
      { index: 3, samples: ['P001'] },
    ],
  });
  const mapping = { voucherNo: 0, paidOn: 1, amount: 2, projectCode: 3 };
  const mapped = await readFile(text, 'expenditures', { mapping });
  expect(mapped.items).toMatchObject([{ voucherNo: 'A1', projectCode: 'P001' }]);
  const known = await readFile(text, 'expenditures', { remembered: { [mapped.fingerprint]: mapping } });
  expect(known.items).toEqual(mapped.items);
});

test('two columns that could both be the amount are asked about', async () => {
  await expect(readFile('凭证号,日期,金额,金额,项目编码\nA1,2023-04-01,1,2,P001')).rejects.toMatchObject({
    missing: ['amount'],
  });
  const { items } = await readFile('凭证号,日期,金额,支付金额,项目编码\nA1,2023-04-01,1,2,P001');
  expect(items).toMatchObject([{ amount: 200 }]);
});

test('a workbook is read: dates, serials, numbers as text, the sheet that has the header', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: '说明', rows: [['请填写下一张表']] },
      {
        name: '支付明细',
        rows: [
          ['2023年支付明细'],
          ['支付凭证号', '支付日期', '金额（万元）', '项目编码'],
          ['A1', new Date('2023-04-01T00:00:00Z'), 0.1 + 0.2, 'P001'],
          [20230002, 45018, '1.5', 'P002'],
          [null, null, null, null],
          ['A3', '2023.4.3', -1, 'P001'],
          [1.234567890123456e17, '2023-04-03', 1, 'P001'],
        ],
      },
      {
        name: '隐藏',
        hidden: true,
        rows: [
          ['支付凭证号', '支付日期', '金额', '项目编码'],
          ['H1', '2023-04-01', 1, 'P001'],
        ],
      },
    ],
  });
  const { table, items, problems } = await readFile(bytes);
  expect(table).toMatchObject({ sheet: '支付明细', headerRow: 2, unit: '万元', encoding: null });
  expect(items).toMatchObject([
    { voucherNo: 'A1', paidOn: '2023-04-01', amount: 300_000 },
    { voucherNo: '20230002', paidOn: '2023-04-02', amount: 1_500_000 },
    { voucherNo: 'A3', paidOn: '2023-04-03', amount: -1_000_000 },
  ]);
  expect(problems).toMatchObject([{ row: 7, code: 'digits_lost' }]);
});

test('sheets of one layout are read together, of several are asked about', async () => {
  const sheet = (name: string, header: string[], voucherNo: string) => ({
    name,
    rows: [header, [voucherNo, '2023-04-01', '1', 'P001']],
  });
  const header = ['支付凭证号', '支付日期', '金额', '项目编码'];
  const same = await writeXlsx({ sheets: [sheet('4月', header, 'A1'), sheet('5月', header, 'A2')] });
  const { rows, table } = await readFile(same);
  expect(table.sheet).toBe('4月、5月');
  expect(rows).toMatchObject([
    { sheet: '4月', row: 2 },
    { sheet: '5月', row: 2 },
  ]);
  const other = await writeXlsx({
    sheets: [sheet('4月', header, 'A1'), sheet('5月', ['凭证号', '日期', '金额', '项目编码'], 'A2')],
  });
  await expect(readFile(other)).rejects.toMatchObject({
    code: 'sheets',
    said: { zh: expect.stringContaining('4月、5月') },
  });
});

test.for([
  ['empty', '', 'empty'],
  ['nothing but text', '这是一段话。\n', 'empty'],
  ['a PDF', '%PDF-1.7\n', 'unsupported'],
  ['a web page', '<html><table><tr><td>支付凭证号</td></tr></table></html>', 'unsupported'],
  ['binary', Uint8Array.of(1, 0, 2, 0, 3), 'unsupported'],
  ['neither encoding', Buffer.concat([Buffer.from(plain), Buffer.from([0xff, 0xff, 0x20])]), 'encoding'],
  ['a damaged workbook', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(50)]), 'corrupt'],
  [
    'an old workbook',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    'unsupported',
  ],
  [
    'a locked workbook',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'password',
  ],
  ['a quote without end', `${plain}"A2,2023-04-01,1,P001\n`, 'malformed_csv'],
] as const)('refuses %s', async ([_, bytes, code]) => {
  await expect(readFile(bytes)).rejects.toMatchObject({ code });
});

test('refuses macros', async () => {
  const macro = await writeXlsx({
    sheets: [{ name: 'A', rows: [['a']] }],
    vbaProject: Uint8Array.of(1, 2, 3),
  });
  await expect(readFile(macro)).rejects.toMatchObject({ code: 'macros' });
});

test('a hidden sheet is not read, and that is said; the lists of our own template are nothing to say', async () => {
  const header = ['支付凭证号', '支付日期', '金额', '项目编码'];
  const sheets = [
    { name: '四月', rows: [header, ['V1', '2023-04-01', 1, 'P001']] },
    { name: '旧数', hidden: true, rows: [header, ['V2', '2023-04-02', 2, 'P001']] },
    { name: '列表', hidden: true, rows: [['项目'], ['P001']] },
  ];
  const { items, notes } = await readFile(await writeXlsx({ sheets }));
  expect(items).toHaveLength(1);
  expect(notes).toEqual([{ row: null, code: 'sheets_hidden', names: ['旧数'] }]);
});

// biome-ignore format: one case a line
test.for([
  ['6月30日',      '2023-06-30'],
  ['截至6月30日',  '2023-06-30'],
  ['二季度',       '2023-06-30'],
  ['第2季度末',    '2023-06-30'],
  ['2023年上半年', '2023-06-30'],
  ['6月底',        '2023-06-30'],
] as const)('%s is the reporting day %s', async ([printed, period]) => {
  const rows = ['项目编码,三级指标,填报期,完成值,测量日期', `P001,故障率,${printed},3%,2023-07-01`];
  const { items, problems } = await readFile(rows.join('\n'), 'measurements');
  expect(problems).toEqual([]);
  expect(items).toMatchObject([{ period }]);
});
