import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { answerQuestion } from '#server/intake/documents/change-reading.ts';
import { planProblems } from '#server/intake/documents/plan-problems.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { toldIn } from '#shared/language.ts';
import { toldQuestions } from '../../support/told.ts';

function read(text: string) {
  const plan = readPlan(text);
  if (!plan.ok) throw new Error(plan.message.zh);
  return plan;
}

/** A plan of one project: the rows of its table below the unit. */
function onePlan({
  unit = '单位：万元',
  budget = '8.00',
  fiscal = '',
  header = '资金支出计划（%）\t3月底\t\t6月底\t10月底\t12月底\t',
  figures = '\t2.00\t\t4.00\t6.00\t8.00\t',
  indicators = ['产出指标\t数量指标\t设备数量\t设备数量\t≥1个\t请示\t'],
  head = '一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t',
} = {}) {
  return [
    '某局2023年部门预算绩效文本',
    '435001 某局本级',
    unit,
    '项目编码\tA001\t\t项目名称\t示例项目\t\t',
    `预算规模及资金用途\t预算数\t${budget}\t其中：财政资金\t${fiscal || budget}\t其他资金\t`,
    '\t买设备\t\t\t\t\t',
    header,
    figures,
    '绩效目标\t1. 好用 2. 够用\t\t\t\t\t',
    head,
    ...indicators,
  ].join('\n');
}

const amounts = (text: string) => read(text).reading.projects[0]?.nodes.map(({ cumulative }) => cumulative);
const evenly = ['20000.00', '40000.00', '60000.00', '80000.00'];

describe('the spending plan', () => {
  // biome-ignore format: one case a line
  test.for([
    ['\t2.00\t\t4.00\t6.00\t8.00\t',            'amount',    'cumulative amounts'],
    ['\t25\t\t50\t75\t100\t',                   'percent',   'cumulative percents'],
    ['\t25%\t\t50%\t75%\t100%\t',               'percent',   'percents with their sign'],
    ['\t2\t\t2\t2\t2\t',                        'increment', 'amounts per period'],
    ['\t2.00万元\t\t4.00\t6. 00\t8.00\t',       'amount',    'amounts with a unit and a space'],
    ['\t20000元\t\t40000元\t60,000元\t8.00\t',  'amount',    'amounts in 元 in a table of 万元'],
    ['\t2.00\t\t4.00\t6.00\t8.00',              'amount',    'a row without its blank end'],
    ['2.00\t4.00\t6.00\t8.00',                  'amount',    'a row without any blank cell'],
    ['（万元）\t2.00\t\t4.00\t6.00\t8.00\t',    'amount',    'a row with a label'],
    ['  2.00   4.00   6.00   8.00',             'amount',    'a row of spaces'],
    ['\t\t2.00\t4.00\t6.00\t8.00\t',            'amount',    'a figure under the second half of a merged head'],
  ] as const)('%s is read as %s: %s', ([figures, nodesRead]) => {
    const { reading, questions } = read(onePlan({ figures }));
    expect(reading.projects[0]?.nodes.map(({ cumulative }) => cumulative)).toEqual(evenly);
    expect(reading.projects[0]?.nodesRead).toBe(nodesRead);
    expect(questions).toEqual([]);
  });

  test('carries a blank node forward, and starts at 0', () => {
    expect(amounts(onePlan({ figures: '\t\t\t4.00\t\t8.00\t' }))).toEqual([
      '0.00',
      '40000.00',
      '40000.00',
      '80000.00',
    ]);
  });

  test('takes its nodes from the header, whichever they are', () => {
    const header = '资金支出计划\t3月末\t6月30日\t9月底\t12月\t';
    const { reading } = read(onePlan({ header, figures: '\t2\t4\t6\t8\t' }));
    expect(reading.projects[0]?.nodes.map(({ day }) => day)).toEqual([
      '2023-03-31',
      '2023-06-30',
      '2023-09-30',
      '2023-12-31',
    ]);
  });

  test('may be in 元', () => {
    expect(
      amounts(onePlan({ unit: '单位：元', budget: '80,000', figures: '\t20,000\t\t40000\t60000\t80000\t' })),
    ).toEqual(evenly);
  });

  // biome-ignore format: one case a line
  test.for([
    ['\t10\t\t30\t60\t100\t', '100.00', '万元 and percents that are the same thing are no question'],
  ] as const)('%s of %s: %s', ([figures, budget]) => {
    expect(read(onePlan({ figures, budget })).questions).toEqual([]);
  });

  // biome-ignore format: one case a line
  test.for([
    ['\t2.00\t\t4.00\t6.00\t7.00\t',   '8.00',   'it ends below the budget'],
    ['\t6.00\t\t4.00\t6.00\t8.00\t',   '8.00',   'it falls'],
    ['\t2.00\t\t4.00\t6.00\t9.00\t',   '8.00',   'it exceeds the budget'],
    ['\t0\t\t0\t0\t100\t0\t',          '8.00',   'a figure stands under no node'],
    ['\t\t\t\t\t\t',                   '8.00',   'it is blank'],
    ['\t二\t\t四\t六\t八\t',           '8.00',   'its figures are words'],
    ['\t\t\t\t8.00\t',                 '8.00',   'a row one cell short may put it under either node'],
    ['8.00',                           '8.00',   'a lone figure without columns'],
    ['\t0\t\t50\t50\t100\t',           '200.00', 'amounts per period and percents both fit'],
  ] as const)('%s of %s is a question that blocks: %s', ([figures, budget]) => {
    const { questions, reading } = read(onePlan({ figures, budget }));
    expect(questions).toMatchObject([{ blocks: true, subject: 'A001/nodes' }]);
    expect(planProblems(reading)).toMatchObject([{ code: 'no_nodes' }]);
  });

  test('is settled by one of the choices', () => {
    const { questions, reading } = read(onePlan({ figures: '\t0\t\t50\t50\t100\t', budget: '200.00' }));
    const [question] = questions;
    expect(question?.choices).toHaveLength(3);
    const answered = answerQuestion(
      reading,
      questions,
      question?.id ?? '',
      toldIn(question?.choices?.[0] ?? '', 'zh'),
      2023,
    );
    expect(answered.ok && answered.reading.projects[0]).toMatchObject({
      nodesRead: 'percent',
      nodes: [
        { cumulative: '0.00' },
        { cumulative: '1000000.00' },
        { cumulative: '1000000.00' },
        { cumulative: '2000000.00' },
      ],
    });
    expect(answerQuestion(reading, questions, question?.id ?? '', '不知道', 2023)).toMatchObject({
      ok: false,
    });
  });

  test('is never silently wrong where a row has lost or gained a blank cell', () => {
    const blanks = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(blanks, fc.integer({ min: 0, max: 6 }), fc.boolean(), (filled, at, gained) => {
        const [a, b, c, d] = ['2.00', '4.00', '6.00', '8.00'].map((cell, i) =>
          i === 3 || filled[i] ? cell : '',
        );
        const cells = ['', a, '', b, c, d, ''];
        const whole = amounts(onePlan({ figures: cells.join('\t') }));
        if (!gained && cells[at] !== '') return;
        const broken = gained ? cells.toSpliced(at, 0, '') : cells.toSpliced(at, 1);
        const { reading, questions } = read(onePlan({ figures: broken.join('\t') }));
        if (questions.length > 0) expect(questions).toMatchObject([{ blocks: true }]);
        else expect(reading.projects[0]?.nodes.map(({ cumulative }) => cumulative)).toEqual(whole);
      }),
    );
  });
});

describe('the indicators', () => {
  test('carry their levels down and keep what they rest on', () => {
    const indicators = [
      '产出指标\t数量指标\t数量\t数量\t≥1个\t请示\t',
      '\t质量指标\t故障率\t故障率\t≤5%\t调查\t',
      '\t\t合格率\t合格率\t≥98%\t调查\t',
    ];
    const [project] = read(onePlan({ indicators })).reading.projects;
    expect(
      project?.indicators.map(({ level1, level2, name, basis }) => [level1, level2, name, basis]),
    ).toEqual([
      ['产出指标', '数量指标', '数量', '请示'],
      ['产出指标', '质量指标', '故障率', '调查'],
      ['产出指标', '质量指标', '合格率', '调查'],
    ]);
  });

  test('of a row that lost its first cell are put back, and it is said', () => {
    const { reading, questions } = read(
      onePlan({
        indicators: ['产出指标\t数量指标\t数量\t数量\t≥1个\t请示\t', '质量指标\t故障率\t故障率\t≤5%\t调查\t'],
      }),
    );
    expect(reading.projects[0]?.indicators[1]).toMatchObject({
      level1: '产出指标',
      level2: '质量指标',
      name: '故障率',
      printed: '≤5%',
      basis: '调查',
    });
    expect(reading.notes.map(({ code }) => code)).toContain('cell_repaired');
    expect(questions).toEqual([]);
  });

  test('may spread their targets over several columns, in any order', () => {
    const head = '指标性质\t一级指标\t二级指标\t三级指标\t计算符号\t绩效指标值\t计量单位\t指标值确定依据';
    const { reading, questions } = read(
      onePlan({
        head,
        indicators: [
          '反向\t产出指标\t成本指标\t购置成本\t小于等于\t12\t万元\t请示',
          '正向\t\t数量指标\t车辆数\t＝\t3\t辆\t请示',
        ],
      }),
    );
    expect(
      reading.projects[0]?.indicators.map(({ target }) => [
        target.operator,
        target.value,
        target.unit,
        target.direction,
      ]),
    ).toEqual([
      ['<=', '12', '万元', 'reverse'],
      ['=', '3', '辆', 'positive'],
    ]);
    expect(questions).toEqual([]);
  });

  // biome-ignore format: one case a line
  test.for([
    ['产出指标\t质量指标\t合格率\t合格率\t292%\t调查\t', '≥92%'],
    ['产出指标\t质量指标\t合格率\t合格率\t\t调查\t',     '≥98%'],
    ['产出指标\t质量指标\t审稿率\t审稿率\t1\t调查\t',    '≥100%'],
  ] as const)('%s is a question that blocks until a person says %s', ([row, answer]) => {
    const { reading, questions } = read(onePlan({ indicators: [row] }));
    expect(questions).toMatchObject([{ blocks: true, line: 11 }]);
    const answered = answerQuestion(reading, questions, questions[0]?.id ?? '', answer, 2023);
    expect(answered.ok && answered.reading.projects[0]?.indicators[0]?.target).toMatchObject({ operator: '>=', value: answer.slice(1, -1), confidence: 'high' });
    expect(answered.ok && answered.questions[0]?.answer).toBe(answer);
  });

  // biome-ignore format: one case a line
  test.for([
    ['产出指标\t数量指标\t数量\t≥1个\t请示\t',           'lost its description'],
    ['产出指标\t数量指标\t数量\t数量\t\t≥1个\t请示\t', 'gained a blank'],
    ['产出指标\t数量指标\t数量\t≥1个\t请示\t\t',       'lost its description and was filled up'],
    ['产出指标\t质量指标\t质量\t有效提升\t\t请示\t',   'has its words one column early'],
    ['合格率\t≥98%',                                      'lost its levels'],
  ] as const)('%s are a question: the row %s', ([row]) => {
    expect(read(onePlan({ indicators: [row] })).questions).toMatchObject([{ blocks: true, line: 11 }]);
  });

  test('are never silently wrong where a row has lost a cell or gained a blank', () => {
    const row = ['产出指标', '质量指标', '合格率', '合格率', '≥98%', '调查', ''];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.boolean(), (at, gained) => {
        const cells = gained ? row.toSpliced(at, 0, '') : row.toSpliced(at, 1);
        const { reading, questions } = read(onePlan({ indicators: [cells.join('\t')] }));
        const [indicator] = reading.projects[0]?.indicators ?? [];
        if (questions.length > 0) expect(questions).toMatchObject([{ blocks: true }]);
        else expect(indicator).toMatchObject({ name: '合格率', printed: '≥98%' });
      }),
    );
  });

  test('may be a matter of words', () => {
    const { questions } = read(
      onePlan({ indicators: ['效益指标\t社会效益指标\t效率\t效率\t有效提升\t调查\t'] }),
    );
    expect(questions).toEqual([]);
  });

  test('are not taken from a row that cannot be put under its head', () => {
    const { questions } = read(onePlan({ indicators: ['合格率\t≥98%'] }));
    expect(questions).toMatchObject([{ blocks: true }]);
  });
});

describe('the money', () => {
  test('that does not add up is a question', () => {
    expect(toldQuestions(read(onePlan({ fiscal: '7.00' })).questions)).toMatchObject([
      { blocks: true, subject: 'A001/budget', choices: ['80000.00元', '70000.00元'] },
    ]);
  });

  test('that cannot be read is a question, and its answer names the unit', () => {
    const { reading, questions } = read(onePlan({ budget: '八', fiscal: '八' }));
    const ask = questions.find(({ subject }) => subject === 'A001/budget');
    expect(questions.map(({ subject }) => subject)).toEqual(['A001/budget', 'A001/nodes']);
    expect(answerQuestion(reading, questions, ask?.id ?? '', '8', 2023)).toMatchObject({ ok: false });
    const answered = answerQuestion(reading, questions, ask?.id ?? '', '8万元', 2023);
    expect(answered.ok && answered.reading.projects[0]).toMatchObject({
      budget: '80000.00',
      fiscal: '80000.00',
      other: '0.00',
    });
  });
});

describe('the document', () => {
  // biome-ignore format: one case a line
  test.for([
    ['',                                              'empty'],
    ['\uFEFF \r\n\t\r\n',                             'empty'],
    ['今天天气很好。\n我们去散步。',                    'not_a_plan'],
    ['部门绩效文本\n绩效指标：满意度达到99%。',         'no_tables'],
  ] as const)('%j is refused: %s', ([text, code]) => {
    expect(readPlan(text)).toMatchObject({ ok: false, code });
  });

  test('may have its tables in another order', () => {
    const [cover = '', ...tables] = samplePlan.split(/(?=\d\. \S+(?: \S+)?绩效目标表)/);
    const turned = read([cover, ...tables.toReversed()].join('')).reading;
    expect(turned.projects.toReversed().map(({ code, nodes }) => [code, nodes])).toEqual(
      read(samplePlan).reading.projects.map(({ code, nodes }) => [code, nodes]),
    );
    expect(turned.departmentIndicators).toHaveLength(16);
  });

  test('may have bars between its cells', () => {
    const bars = samplePlan
      .split('\n')
      .map((line) => (line.includes('\t') ? `|${line.replaceAll('\t', '|')}|` : line));
    const { reading } = read(bars.join('\n'));
    expect(reading.projects.map(({ nodes, indicators }) => [nodes, indicators.length])).toEqual(
      read(samplePlan).reading.projects.map(({ nodes }) => [nodes, 7]),
    );
  });

  test('whose tabs became spaces gives the same figures or a question, never others', () => {
    const { reading, questions } = read(samplePlan.replace(/\t+/g, '   '));
    const whole = read(samplePlan).reading;
    for (const [i, project] of reading.projects.entries()) {
      const asked = questions.some(({ subject, blocks }) => blocks && subject === `${project.code}/nodes`);
      if (!asked) expect(project.nodes).toEqual(whole.projects[i]?.nodes);
      expect(project.budget).toBe(whole.projects[i]?.budget);
      expect(project.indicators.map(({ name, printed }) => [name, printed])).toEqual(
        whole.projects[i]?.indicators.map(({ name, printed }) => [name, printed]),
      );
    }
  });

  test.for(['   ', ' '])('whose tabs became %j keeps every indicator without a question', (space) => {
    const { reading, questions } = read(samplePlan.replace(/\t+/g, space));
    expect(reading.projects.flatMap(({ indicators }) => indicators)).toHaveLength(56);
    const asked = questions.filter(
      ({ blocks, subject }) => blocks && !toldIn(subject, 'zh').endsWith('/nodes'),
    );
    expect(
      asked
        .map(({ line }) => samplePlan.split('\n')[line - 1])
        .every((row) => / [个次万]|24 /.test(row ?? '')),
    ).toBe(true);
  });

  test('never makes the reader fail, however it is cut', () => {
    const text = samplePlan;
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(400), (from, count) => {
        expect(typeof readPlan(text.slice(0, from) + text.slice(from + count)).ok).toBe('boolean');
      }),
      { numRuns: 60 },
    );
  });
});
