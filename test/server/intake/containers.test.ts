import { readFileSync } from 'node:fs';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { readContainer } from '#server/intake/documents/containers/read-container.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { aPdf, aRuledTable } from '../../support/pdf.ts';

const file = (name: string) => readFileSync(new URL(`documents/${name}`, import.meta.url));
const lines = async (bytes: Uint8Array) => (await readContainer(Buffer.from(bytes))).text.split('\n');

/** A reading without the lines it stands on, and with its notes in an order that does not depend on them. */
function figures(text: string) {
  const plan = readPlan(text);
  if (!plan.ok) return plan;
  const bare = JSON.parse(
    JSON.stringify(plan, (key, value) => (key === 'line' || key === 'id' ? undefined : value)),
  );
  bare.reading.notes = bare.reading.notes.map((note: object) => JSON.stringify(note)).toSorted();
  return bare;
}

describe('the sample plan', () => {
  // biome-ignore format: one case a line
  test.for([
    ['sample-plan.docx', 'docx', /^表1 第1行$/],
    ['sample-plan.xlsx', 'xlsx', /^工作表“Sheet1”第41行$/],
    // Twelve points high, its rows and labels run over the ends of pages.
    ['sample-plan.pdf',  'pdf',  /^第2页$/],
  ] as const)('as %s reads to the same result as its text, figure by figure', async ([name, kind, place]) => {
    const document = await readContainer(file(name));
    expect(document.kind).toBe(kind);
    expect(figures(document.text)).toEqual(figures(samplePlan));
    const source = document.text.split('\n');
    expect(document.places).toHaveLength(source.length);
    expect(document.places?.[source.findIndex((line) => line.startsWith('项目编码'))]?.zh).toMatch(place);
  });
});

describe('a Word document', () => {
  const cell = (text: string | string[], spans: { columnSpan?: number; rowSpan?: number } = {}) =>
    new TableCell({ ...spans, children: [text].flat().map((line) => new Paragraph(line)) });
  const docx = async (children: (Paragraph | Table)[]) =>
    lines(await Packer.toBuffer(new Document({ sections: [{ children }] })));

  test('keeps merged cells in their first column and row, and covered ones blank', async () => {
    const table = new Table({
      rows: [
        new TableRow({
          children: [cell('资金用途', { rowSpan: 2 }), cell('预算数'), cell('8.00', { columnSpan: 2 })],
        }),
        new TableRow({ children: [cell(['买设备', '和软件'], { columnSpan: 3 })] }),
      ],
    });
    expect(await docx([new Paragraph('上文'), table])).toEqual([
      '上文',
      '',
      '资金用途\t预算数\t8.00\t',
      '\t买设备 和软件\t\t',
      '',
    ]);
  });

  test('gives a table inside a cell lines of its own, and a row of one cell is a paragraph', async () => {
    const inner = new Table({ rows: [new TableRow({ children: [cell('一'), cell('二')] })] });
    const frame = new Table({
      rows: [
        new TableRow({
          children: [
            new TableCell({ children: [new Paragraph('435001 某局本级'), inner, new Paragraph('')] }),
          ],
        }),
      ],
    });
    expect((await docx([frame])).filter((line) => line !== '')).toEqual(['435001 某局本级', '一\t二']);
  });

  test('counts the items of a numbered list, whose numbers are not stored', async () => {
    const numbering = {
      config: [{ reference: 'goals', levels: [{ level: 0, format: 'decimal', text: '%1.' }] }],
    } as const;
    const item = (text: string) => new Paragraph({ text, numbering: { reference: 'goals', level: 0 } });
    const document = new Document({ numbering, sections: [{ children: [item('好用'), item('省钱')] }] });
    expect(await lines(await Packer.toBuffer(document))).toEqual(['1. 好用', '2. 省钱', '']);
  });

  test('has the numbers of its headings as they are seen, and goes on counting where a list goes on', async () => {
    const level = (at: number, format: 'chineseCounting' | 'decimal' | 'upperRoman', text: string) => ({
      ...{ level: at, format, text },
    });
    const numbering = {
      config: [
        {
          reference: 'headings',
          levels: [
            level(0, 'chineseCounting', '第%1部分 '),
            level(1, 'chineseCounting', '（%2）'),
            level(2, 'decimal', '%2.%3'),
          ],
        },
      ],
    };
    const item = (at: number, text: string) =>
      new Paragraph({ text, numbering: { reference: 'headings', level: at } });
    const children = [
      item(0, '总体'),
      item(1, '供暖费'),
      new Paragraph('绩效指标：合格率达到98%。'),
      item(1, '供水费'),
      item(2, '细项'),
      item(0, '分项'),
      item(1, '从头数起'),
    ];
    const text = await lines(await Packer.toBuffer(new Document({ numbering, sections: [{ children }] })));
    expect(text.filter((line) => line !== '')).toEqual([
      '第一部分 总体',
      '（一）供暖费',
      '绩效指标：合格率达到98%。',
      '（二）供水费',
      '二.1 细项',
      '第二部分 分项',
      '（一）从头数起',
    ]);
  });
});

describe('a workbook', () => {
  // biome-ignore format: one case a line
  test.for([
    [8,        '0.00',                                     '8.00'],
    [1234.5,   '#,##0.00_ ',                               '1,234.50'],
    [0.98,     '0%',                                       '98%'],
    [98,       '0"%"',                                     '98%'],
    [98,       '0\\%',                                     '98%'],
    [1,        '"≥"0"个"',                                 '≥1个'],
    [0,        '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ', '0'],
    [1.005,    '0.00',                                     '1.01'],
    [8,        'General',                                  '8'],
    [0.1 + 0.2, 'General',                                 '0.3'],
    [new Date('2023-12-31'), 'yyyy"年"m"月"d"日"',          '2023年12月31日'],
    [new Date('2023-12-31'), 'm/d/yy',                     '2023-12-31'],
  ] as const)('shows %s under %s as %s', async ([value, numFmt, shown]) => {
    const cells = new Map([['0,1', { value, style: { numFmt } }]]);
    const bytes = await writeXlsx({ sheets: [{ name: '表', rows: [['标', value]], cells }] });
    expect(await lines(bytes)).toEqual([`标\t${shown}`]);
  });

  test('reads what is seen: not hidden sheets, rows and columns, nor what a merged cell covers', async () => {
    const rows = [
      ['题目', '', '藏', ''],
      ['甲', '盖住', '藏', '丙'],
      ['隐', '隐', '藏', '隐'],
    ];
    const sheet = {
      name: '预算',
      rows,
      merges: [
        { startRow: 0, startCol: 0, endRow: 0, endCol: 3 },
        { startRow: 1, startCol: 0, endRow: 1, endCol: 1 },
      ],
      columns: [{}, {}, { hidden: true }, {}],
      rowDefs: new Map([[2, { hidden: true }]]),
    };
    const bytes = await writeXlsx({ sheets: [sheet, { name: '旧', rows: [['旧数']], hidden: true }] });
    const { text, places, notes } = await readContainer(Buffer.from(bytes));
    expect(text.split('\n')).toEqual(['题目', '甲\t\t丙']);
    expect(places).toEqual([
      { zh: '工作表“预算”第1行', en: 'Sheet “预算”, row 1' },
      { zh: '工作表“预算”第2行', en: 'Sheet “预算”, row 2' },
    ]);
    expect(notes.map(({ code }) => code).toSorted()).toEqual(['rows_hidden', 'sheet_hidden']);
  });

  test('takes what a formula came to, and notes one that was never computed', async () => {
    const cells = new Map([
      ['0,1', { value: null, formula: 'A1*2', formulaResult: 16 }],
      ['0,2', { value: null, formula: 'A1*3' }],
    ]);
    const bytes = await writeXlsx({ sheets: [{ name: '表', rows: [[8, null, null, '尾']], cells }] });
    const { text, notes } = await readContainer(Buffer.from(bytes));
    expect(text).toBe('8\t16\t\t尾');
    expect(notes).toMatchObject([{ line: 1, code: 'formula_uncomputed' }]);
  });
});

describe('a PDF', () => {
  const xs = [50, 150, 250, 350];
  const full = '一二三四五六七八九';

  test('is read by its rules, in a font that it does not bring along', async () => {
    const table = aRuledTable(xs, 200, [
      ['一级', '二级', '值'],
      ['甲', '', '≥1个'],
    ]);
    const pdf = aPdf([{ ...table, texts: [[50, 150, '单位：万元'], ...table.texts] }]);
    expect(await lines(pdf)).toEqual(['单位：万元', '', '一级\t二级\t值', '甲\t\t≥1个', '']);
  });

  test('puts a row together again that the end of a page cut, and leaves one that says something new', async () => {
    const cut = [
      aRuledTable(xs, 700, [['数量指标', full, '≥1个']]),
      aRuledTable(xs, 80, [
        ['', '百台', ''],
        ['质量指标', '合格率', '≥98%'],
      ]),
    ];
    expect(await lines(aPdf(cut))).toEqual([`数量指标\t${full}百台\t≥1个`, '质量指标\t合格率\t≥98%', '']);
    const whole = [
      aRuledTable(xs, 700, [['计划', '3月底', '12月底']]),
      aRuledTable(xs, 80, [['', '', '8.00']]),
    ];
    expect(await lines(aPdf(whole))).toEqual(['计划\t3月底\t12月底', '\t\t8.00', '']);
  });

  test('takes a head off that is repeated on the next page, and page numbers and running heads', async () => {
    const head = ['一级指标', '三级指标', '指标值'];
    const pages = ['甲', '乙', '丙'].map((name, i) => {
      const { boxes, texts } = aRuledTable(xs, 80, [head, ['', name, `${i}个`]]);
      return { boxes, texts: [[50, 40, '某局绩效文本'], ...texts, [290, 820, `- ${i + 1} -`]] as const };
    });
    expect(await lines(aPdf(pages))).toEqual([
      '某局绩效文本',
      '',
      head.join('\t'),
      '\t甲\t0个',
      '\t乙\t1个',
      '\t丙\t2个',
      '',
    ]);
  });

  test('joins the lines of a paragraph, and begins another where one is short', async () => {
    const long = '完成率达到'.repeat(9);
    const pdf = aPdf([
      {
        texts: [
          [50, 100, long],
          [50, 114, '100%。'],
          [50, 128, '三、保障'],
        ],
      },
    ]);
    expect(await lines(pdf)).toEqual([`${long}100%。`, '三、保障']);
  });

  test('notes a page without text', async () => {
    const pdf = aPdf([
      { texts: [[50, 100, '二〇二三年部门预算绩效文本（草案），某县某局编制，某县财政局审核']] },
      { boxes: [[1, 1, 9, 9]] },
    ]);
    expect((await readContainer(pdf)).notes).toMatchObject([{ code: 'page_without_text' }]);
  });
});
