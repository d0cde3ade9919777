import { describe, expect, test } from 'vitest';
import { answerQuestion } from '#server/intake/documents/change-reading.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { toldIn } from '#shared/language.ts';
import { aPlan } from '../../support/plans.ts';
import { toldQuestions } from '../../support/told.ts';

function read(lines: string[]) {
  const plan = readPlan(['某局2023年部门预算绩效文本', '435001 某局本级', '单位：万元', ...lines].join('\n'));
  if (!plan.ok) throw new Error(plan.message.zh);
  const { reading, questions } = plan;
  const blocking = questions.filter(({ blocks }) => blocks).map(({ id }) => id.split('/')[0]);
  return { reading, questions, blocking, notes: reading.notes.map(({ code }) => code) };
}

const head = '一级指标\t二级指标\t三级指标\t指标值';
const row = '产出指标\t数量指标\t设备数量\t≥1个';

describe('the form of one project', () => {
  const form = [
    '项目支出绩效目标表',
    '项目名称\t供暖费\t\t',
    '主管部门及代码\t某局\t实施单位\t某局本级',
    '项目资金（万元）\t年度资金总额：\t8.00\t',
    '\t其中：财政拨款\t6.00\t',
    '\t上年结转资金\t1.50\t',
    '\t其他资金\t0.50\t',
    '年度总体目标\t1. 保障供暖\t\t',
    '绩效指标\t一级指标\t二级指标\t三级指标\t指标值',
    '\t产出指标\t数量指标\t供暖面积\t≥400平方米',
    '\t\t质量指标\t供暖合格率\t≥98%',
    '\t成本指标\t经济成本\t供暖成本\t≤8万元',
  ];

  test('without a code or a plan is read, and both are asked for', () => {
    const { reading, blocking } = read(form);
    expect(reading.projects).toMatchObject([
      { name: '供暖费', budget: '80000.00', fiscal: '60000.00', other: '20000.00', goals: ['保障供暖'] },
    ]);
    expect(reading.projects[0]?.indicators).toMatchObject([
      { level1: '产出指标', level2: '数量指标', name: '供暖面积', target: { unit: '平方米' } },
      { level2: '质量指标', name: '供暖合格率' },
      { level1: '成本指标', level2: '经济成本', target: { accrual: 'ceiling' } },
    ]);
    expect(blocking).toEqual(['code', 'nodes']);
  });

  test('belongs to its own project where the code stands below the name', () => {
    const two = (name: string, code: string) => [
      `项目名称\t${name}\t\t`,
      `项目编码\t${code}\t\t`,
      '预算数\t8.00\t\t',
      '资金支出计划\t6月底\t12月底\t',
      '\t4.00\t8.00\t',
      head,
      row,
    ];
    const { reading, blocking } = read([...two('供暖费', 'A1'), ...two('供水费', 'A2')]);
    expect(reading.projects.map(({ code, name }) => [code, name])).toEqual([
      ['A1', '供暖费'],
      ['A2', '供水费'],
    ]);
    expect(blocking).toEqual([]);
  });

  test('may have its labels and values in one cell, with the unit in the label', () => {
    const { reading, blocking } = read([
      '项目编码：A1\t项目名称：供暖费\t',
      '预算数（元）：80,000.00，其中：财政资金：80,000.00元\t\t',
      '资金支出计划（万元）\t6月底\t12月底',
      '\t4\t8',
      head,
      row,
    ]);
    expect(reading.projects).toMatchObject([{ code: 'A1', name: '供暖费', budget: '80000.00' }]);
    expect(blocking).toEqual([]);
  });

  test('is one project where its top is printed again on the next page', () => {
    const { reading, blocking } = read([
      '项目编码\tA1\t项目名称\t供暖费',
      '预算数\t8.00\t\t',
      '资金支出计划\t6月底\t12月底\t',
      '\t4\t8\t',
      head,
      row,
      '- 2 -',
      '项目编码\tA1\t项目名称\t供暖费',
      head,
      '\t质量指标\t合格率\t≥98%',
    ]);
    expect(reading.projects.map(({ indicators }) => indicators.map(({ name }) => name))).toEqual([
      ['设备数量', '合格率'],
    ]);
    expect(blocking).toEqual([]);
  });

  test('may name its nodes under a title, with the years and in Chinese', () => {
    const { reading, blocking } = read([
      '项目编码\tA1\t项目名称\t供暖费\t',
      '预算数\t8.00\t\t\t',
      '资金支出计划（万元）\t\t\t\t',
      '时间\t2023年三月底\t1-6月\t截至10月底\t年底',
      '金额\t2\t4\t6\t8',
      head,
      row,
    ]);
    expect(reading.projects[0]?.nodes.map(({ day }) => day)).toEqual([
      '2023-03-31',
      '2023-06-30',
      '2023-10-31',
      '2023-12-31',
    ]);
    expect(blocking).toEqual([]);
  });
});

describe('the spending plan', () => {
  const plan = (lines: string[], more: string[] = []) => {
    const top = ['项目编码\tA1\t项目名称\t供暖费', '预算数\t8.00\t\t'];
    const { reading, ...rest } = read([...top, ...lines, ...more, head, row]);
    return {
      ...rest,
      nodes: reading.projects[0]?.nodes.map(({ day, cumulative }) => `${day} ${cumulative}`),
    };
  };
  const quarters = ['03-31 20000.00', '06-30 40000.00', '09-30 60000.00', '12-31 80000.00'];
  const whole = quarters.map((node) => `2023-${node}`);

  // biome-ignore format: one case a line
  test.for([
    ['第一季度', ['支出计划\t第一季度\t第二季度\t第三季度\t第四季度', '\t2\t4\t6\t8']],
    ['1季度',    ['支出计划\t1季度\t2季度\t3季度\t4季度', '\t2\t4\t6\t8']],
    ['Q1',       ['分季度用款计划\tQ1\tQ2\tQ3\tQ4', '万元\t2\t2\t2\t2']],
    ['前两季度', ['支出计划\t一季度\t前二季度\t1-3季度\t全年', '\t2\t4\t6\t8']],
    ['a title over two rows of heads', ['\t支出计划\t\t\t', '\t3月底\t6月底\t9月底\t12月底', '金额\t2\t4\t6\t8']],
    ['an amount and a percent a node', ['支出计划\t一季度\t\t二季度\t\t三季度\t\t四季度\t', '\t金额\t比例\t金额\t比例\t金额\t比例\t金额\t比例', '\t2\t25%\t4\t50%\t6\t75%\t8\t100%']],
    ['amounts above percents', ['支出计划\t3月底\t6月底\t9月底\t12月底', '累计金额\t2\t4\t6\t8', '累计比例\t25%\t50%\t75%\t100%']],
    ['quarters above sums', ['支出计划\t一季度\t二季度\t三季度\t四季度', '当季\t2\t2\t2\t2', '累计\t2\t4\t6\t8']],
    ['nodes below each other', ['资金支出计划\t时间\t累计支出金额\t比例', '\t3月底\t2.00\t25%', '\t6月底\t4.00\t50%', '\t9月底\t6.00\t75%', '\t12月底\t8.00\t100%']],
    ['numbered nodes in 元', ['资金支出计划', '序号\t时间节点\t累计支出金额（元）\t进度', '1\t3月底\t20000\t25%', '2\t6月底\t40000\t50%', '3\t9月底\t60000\t75%', '4\t12月底\t80000\t100%']],
  ] as const)('may have %s', ([, lines]) => {
    const { nodes, blocking } = plan([...lines]);
    expect(nodes).toEqual(whole);
    expect(blocking).toEqual([]);
  });

  // biome-ignore format: one case a line
  test.for([
    ['amounts and percents under a node that differ', ['支出计划\t6月底\t\t12月底\t', '\t金额\t比例\t金额\t比例', '\t2\t50%\t8\t100%']],
    ['amounts and percents beside a node that differ', ['支出计划\t时间\t金额\t比例', '\t6月底\t2\t50%', '\t12月底\t8\t100%']],
    ['two rows of figures that differ', ['支出计划\t6月底\t12月底\t', '累计金额\t2\t8\t', '累计比例\t50%\t100%\t']],
  ] as const)('is asked about where it has %s, with what each would give', ([, lines]) => {
    const { nodes, blocking, questions } = plan([...lines]);
    expect(nodes).toEqual([]);
    expect(blocking).toEqual(['nodes']);
    const choices = toldQuestions(questions).find(({ id }) => id.startsWith('nodes/'))?.choices ?? [];
    expect(choices.join('\n')).toMatch(/06-30 20000\.00元[\s\S]*06-30 40000\.00元/);
  });
});

test('percentages of a budget that was not read are asked about with it, and are not nothing', () => {
  const { reading, blocking } = read([
    '项目编码\tA1\t项目名称\t供暖费',
    '预算数\t八万\t\t',
    '资金支出计划（%）\t6月底\t12月底\t',
    '\t50\t100\t',
    head,
    row,
  ]);
  expect(reading.projects[0]?.nodes).toEqual([]);
  expect(blocking).toEqual(['budget', 'nodes']);
});

describe('a text without tabs', () => {
  test('has its columns where they stand below their heads', () => {
    const { reading, blocking } = read([
      '项目编码      A1          项目名称      供暖费',
      '预算数        8.00        其中：财政资金  8.00',
      '资金支出计划  3月底   6月底   9月底   12月底',
      '                      5.00            8.00',
      '一级指标      二级指标    三级指标            指标描述        指标值    依据',
      '产出指标      数量指标    设备数量            设备数量        ≥1个      请示',
      '                          培训人数            培训人数        ≥20人次   请示',
      '              质量指标    合格率                              ≥98%',
      '效益指标      社会效益    办事效率            办事效率        有效提升  问卷',
    ]);
    const [project] = reading.projects;
    expect(project?.nodes.map(({ cumulative }) => cumulative)).toEqual([
      '0.00',
      '50000.00',
      '50000.00',
      '80000.00',
    ]);
    expect(project?.indicators.map(({ level2, name, printed }) => [level2, name, printed])).toEqual([
      ['数量指标', '设备数量', '≥1个'],
      ['数量指标', '培训人数', '≥20人次'],
      ['质量指标', '合格率', '≥98%'],
      ['社会效益', '办事效率', '有效提升'],
    ]);
    expect(blocking).toEqual([]);
  });

  test('may be drawn in boxes, whose rows run over several lines', () => {
    const { reading, blocking } = read([
      '┌────┬────┬────┬────┐',
      '│项目编码│A1│项目名称│供暖费│',
      '├────┼────┼────┼────┤',
      '│预算数│8.00│财政资金│8.00│',
      '├────┼────┼────┼────┤',
      '│支出计划│6月底│12月底│    │',
      '├────┼────┼────┼────┤',
      '│    │4.00│8.00│    │',
      '├────┼────┼────┼────┤',
      '│一级指标│二级指标│三级指标│指标值│',
      '├────┼────┼────┼────┤',
      '│产出指标│数量指标│自助服务│≥1个│',
      '│        │        │机数量  │    │',
      '├────┼────┼────┼────┤',
      '│        │质量指标│合格率  │≥98%│',
      '└────┴────┴────┴────┘',
    ]);
    expect(reading.projects[0]?.indicators.map(({ name, printed }) => [name, printed])).toEqual([
      ['自助服务机数量', '≥1个'],
      ['合格率', '≥98%'],
    ]);
    expect(blocking).toEqual([]);
  });

  test('keeps rows between two drawn lines apart where they may be rows of their own', () => {
    const { reading, blocking } = read([
      '项目编码\tA1\t项目名称\t供暖费',
      '预算数\t8.00\t\t',
      '支出计划\t6月底\t12月底\t',
      '\t4\t8\t',
      '+----+----+----+----+',
      '| 一级指标 | 二级指标 | 三级指标 | 指标值 |',
      '+====+====+====+====+',
      '| 效益指标 | 社会效益指标 | 办事效率 | ≥1个 |',
      '|  |  | 服务水平 | 有效提升 |',
      '+----+----+----+----+',
    ]);
    expect(reading.projects[0]?.indicators.map(({ name }) => name)).toEqual(['办事效率', '服务水平']);
    expect(blocking).toEqual([]);
  });
});

describe('a code that two tables have', () => {
  const table = (name: string, code: string, value: string, budget = '8.00') => [
    `项目编码\t${code}\t项目名称\t${name}`,
    `预算数\t${budget}\t\t`,
    '资金支出计划\t12月底\t\t',
    `\t${budget}\t\t`,
    head,
    `产出指标\t质量指标\t合格率\t${value}`,
  ];

  test('is one project where the second goes on with the first', () => {
    const { reading, blocking } = read([
      ...table('供暖费', 'A1', '≥98%'),
      '项目编码\tA1\t项目名称\t供暖费（续表）',
      head,
      '产出指标\t数量指标\t供暖面积\t≥400平方米',
    ]);
    expect(reading.projects.map(({ code, indicators }) => [code, indicators.length])).toEqual([['A1', 2]]);
    expect(blocking).toEqual([]);
  });

  test('is read once where the same table is printed twice, and that is said', () => {
    const { reading, blocking, notes } = read([
      ...table('供暖费', 'A1', '≥98%'),
      ...table('供暖费', 'A1', '≥98%'),
    ]);
    expect(reading.projects).toHaveLength(1);
    expect(notes).toContain('table_repeated');
    expect(blocking).toEqual([]);
  });

  test('is asked about where they differ: joined, left out, or a project with a code of its own', () => {
    const both = [...table('供暖费', 'A1', '≥98%'), ...table('供水费', 'A1', '≥95%', '6.00')];
    const { reading, questions } = read(both);
    const asked = questions.find(({ id }) => id.startsWith('code/'));
    expect(asked && toldQuestions([asked])[0]).toMatchObject({
      blocks: true,
      line: 10,
      choices: [expect.stringContaining('第4行'), '不读入这张表'],
    });
    const answer = (text: string) => {
      const changed = answerQuestion(reading, questions, asked?.id ?? '', text, 2023);
      if (!changed.ok) throw new Error(changed.message.zh);
      const open = changed.questions.filter((one) => one.blocks && one.answer === undefined);
      return {
        open,
        codes: changed.reading.projects.map(({ code, budget, indicators }) => [
          code,
          budget,
          indicators.length,
        ]),
      };
    };
    expect(answer(toldIn(asked?.choices?.[0] ?? '', 'zh'))).toEqual({
      open: [],
      codes: [['A1', '80000.00', 2]],
    });
    expect(answer('不读入这张表')).toEqual({ open: [], codes: [['A1', '80000.00', 1]] });
    expect(answer('A2')).toEqual({
      open: [],
      codes: [
        ['A1', '80000.00', 1],
        ['A2', '60000.00', 1],
      ],
    });
    expect(answerQuestion(reading, questions, asked?.id ?? '', 'A1', 2023)).toMatchObject({ ok: false });
  });

  test('a document of several units asks whose plan it is', () => {
    const both = [...table('供暖费', 'A1', '≥98%'), '435002 某局分中心', ...table('供水费', 'B1', '≥95%')];
    const { reading, questions } = read(both);
    const asked = questions.find(({ id }) => id.startsWith('units/'));
    expect(asked).toMatchObject({ blocks: true, line: 10 });
    const [all = '', , second = ''] = (asked?.choices ?? []).map((one) => toldIn(one, 'zh'));
    const answer = (text: string) => {
      const changed = answerQuestion(reading, questions, asked?.id ?? '', text, 2023);
      return (
        changed.ok && [changed.reading.department.code, changed.reading.projects.map(({ code }) => code)]
      );
    };
    expect(answer(all)).toEqual(['435001', ['A1', 'B1']]);
    expect(answer(second)).toEqual(['435002', ['B1']]);
    expect(answer('都是')).toBe(false);
  });
});

describe('the indicators', () => {
  const top = [
    '项目编码\tA1\t项目名称\t供暖费',
    '预算数\t8.00\t\t',
    '资金支出计划\t6月底\t12月底\t',
    '\t4\t8\t',
  ];
  const targets = (lines: string[]) => {
    const { reading, ...rest } = read([...top, ...lines]);
    return { ...rest, indicators: reading.projects[0]?.indicators ?? [] };
  };

  test('may have a second row of heads under a merged one', () => {
    const { indicators, blocking } = targets([
      '一级指标\t二级指标\t三级指标\t指标值\t\t\t依据',
      '\t\t\t符号\t数值\t单位\t',
      '产出指标\t数量指标\t设备数量\t≥\t3\t台\t请示',
    ]);
    expect(indicators).toMatchObject([
      { name: '设备数量', target: { operator: '>=', value: '3', unit: '台' } },
    ]);
    expect(blocking).toEqual([]);
  });

  test('may say their kind and direction in columns', () => {
    const { indicators, blocking } = targets([
      '一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t指标方向性\t权重',
      '产出指标\t质量指标\t设备故障率\t≤\t5\t%\t反向指标\t10',
      '\t数量指标\t设备数量\t＝\t28\t台\t正向指标\t10',
      '效益指标\t社会效益指标\t办事效率\t定性\t有效提升\t\t正向指标\t10',
    ]);
    expect(
      indicators.map(({ target }) => [target.kind, target.operator, target.value, target.direction]),
    ).toEqual([
      ['number', '<=', '5', 'reverse'],
      ['number', '=', '28', 'positive'],
      ['graded', '=', '', 'positive'],
    ]);
    expect(blocking).toEqual([]);
  });

  test('are put together where a page break splits a name, and it is said', () => {
    const { indicators, notes, blocking } = targets([
      head,
      '产出指标\t数量指标\t自助服务机及\t≥1个',
      '',
      '3',
      '',
      head,
      '\t\t终端机数量\t',
    ]);
    expect(indicators).toMatchObject([{ name: '自助服务机及终端机数量', printed: '≥1个' }]);
    expect(notes).toContain('row_joined');
    expect(blocking).toEqual([]);
  });

  test('are asked about where it splits a figure, and not where it splits milestones', () => {
    const figure = targets([head, '产出指标\t质量指标\t合格率\t≥9', '', '\t\t\t8%']);
    expect(figure.indicators).toMatchObject([{ printed: '≥98%' }]);
    expect(figure.blocking).toEqual(['target']);
    const dates = targets([head, '产出指标\t时效指标\t进度\t6月底完成招标；', '', '\t\t\t12月底完成验收']);
    expect(dates.indicators[0]?.target.dates).toHaveLength(2);
    expect(dates.blocking).toEqual([]);
  });

  test('end where another table begins, and that is said', () => {
    const { indicators, notes, blocking } = targets([
      head,
      row,
      '附表：政府采购预算表',
      '序号\t品目\t金额',
      '1\t电脑\t3.00',
    ]);
    expect(indicators).toHaveLength(1);
    expect(notes).toContain('rows_skipped');
    expect(blocking).toEqual([]);
  });
});

describe('a list of projects', () => {
  test('has one a row, with its plan beside it', () => {
    const { reading, blocking } = read([
      '序号\t项目名称\t项目编码\t预算数\t其中：财政资金\t其他资金\t3月底\t6月底\t9月底\t12月底\t备注',
      '1\t供暖费\tA1\t8.00\t8.00\t\t2.00\t4.00\t6.00\t8.00\t',
      '2\t供水费\tA2\t5.00\t4.00\t1.00\t\t\t\t5.00\t',
      '\t合计\t\t13.00\t12.00\t1.00\t2.00\t4.00\t6.00\t13.00\t',
    ]);
    expect(reading.projects).toMatchObject([
      { code: 'A1', name: '供暖费', budget: '80000.00', nodes: [{ cumulative: '20000.00' }, {}, {}, {}] },
      { code: 'A2', budget: '50000.00', other: '10000.00', nodes: [{ cumulative: '0.00' }, {}, {}, {}] },
    ]);
    expect(blocking).toEqual([]);
  });

  test('may have its nodes under a merged head, and lacks what it does not have', () => {
    const { reading, blocking, notes } = read([
      '项目名称\t预算金额（元）\t资金支出计划（元）\t\t',
      '\t\t6月底\t12月底\t',
      '供暖费\t80,000\t40,000\t80,000\t',
      '供水费\t50000\t\t50000\t',
    ]);
    expect(reading.projects.map(({ budget, nodes }) => [budget, nodes.length])).toEqual([
      ['80000.00', 2],
      ['50000.00', 2],
    ]);
    expect(blocking).toEqual(['code', 'code']);
    expect(notes).toContain('no_indicators');
  });

  test('with indicators carries its projects down', () => {
    const { reading, blocking } = read([
      '单位名称\t项目名称\t资金总额\t年度目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位',
      '某局本级\t供暖费\t8.00\t保障供暖\t产出指标\t数量指标\t供暖面积\t≥\t400\t平方米',
      '\t\t\t\t\t质量指标\t供暖合格率\t≥\t98\t%',
      '\t供水费\t5.00\t保障供水\t产出指标\t时效指标\t完成时间\t定性\t12月底\t',
    ]);
    expect(reading.projects.map(({ name, budget, indicators }) => [name, budget, indicators.length])).toEqual(
      [
        ['供暖费', '80000.00', 2],
        ['供水费', '50000.00', 1],
      ],
    );
    expect(reading.projects[1]?.indicators[0]?.target.date).toBe('2023-12-31');
    expect(blocking).toEqual(['code', 'nodes', 'code', 'nodes']);
  });

  test('asks for a budget that may have moved in a row of another length', () => {
    const { blocking } = read(['项目编码\t项目名称\t主管部门\t预算数\t备注', 'A1\t供暖费\t8.00\t说明']);
    expect(blocking).toContain('budget');
  });

  test('only repeats the projects that have tables of their own, and what differs is said', () => {
    const list = [
      '项目名称\t项目类型\t预算数',
      '示例项目1\t特定目标类\t9.00',
      '供水费\t特定目标类\t5.00',
      '',
    ];
    const { reading, notes } = read([...list, ...aPlan().split('\n').slice(2)]);
    expect(reading.projects).toMatchObject([{ code: 'A001', budget: '80000.00' }]);
    expect(notes).toEqual(expect.arrayContaining(['list_conflict', 'list_unmatched']));
  });
});

test('hostile texts of labels, lists and prose are read in bounded time', () => {
  for (const line of [
    '项目名称：甲\n',
    '项目名称\t甲\n预算数\t1\n',
    '序号\t项目名称\t预算数\n1\t甲\t1\n',
    '（一）甲\n绩效指标：满意度达到\n',
    '1. 满意度达到99%\n',
    '绩效指标：'.repeat(20),
    '预算数：1，'.repeat(50),
  ]) {
    const start = performance.now();
    readPlan(`某局2023年预算\n单位：万元\n${line.repeat(Math.ceil(100_000 / line.length))}`);
    expect(performance.now() - start).toBeLessThan(5_000);
  }
});
