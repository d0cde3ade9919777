/** Numbers that look random and are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The code of the nth project. */
export function projectCode(n: number): string {
  return `13052923P${String(n).padStart(11, '0')}`;
}

/**
 * A plan document of so many projects with seven indicators each, or ten, as text in the layout that is printed;
 * each project has a quarter of its budget planned for the end of March.
 */
export function planDocument(projects: number, indicators: 7 | 10 = 7): string {
  const random = seededRandom(2023);
  const rows = indicators === 7 ? seven : [...seven, ...three];
  const tables = Array.from({ length: projects }, (_, n) =>
    layOutProject(n, 20 + Math.floor(random() * 180), rows),
  );
  return ['样本县第一局', '2023年部门预算绩效文本', '第二部分', '预算项目绩效目标', ...tables, ''].join(
    '\n\n',
  );
}

const seven = [
  '产出指标\t数量指标\t设备数量\t设备数量\t≥3台\t问卷调查',
  '\t质量指标\t故障率\t故障率\t≤5%\t问卷调查',
  '\t时效指标\t完成率\t完成率\t≥98%\t问卷调查',
  '\t成本指标\t运行成本降低率\t运行成本降低率\t≥2%\t问卷调查',
  '效益指标\t社会效益指标\t办事效率\t办事效率\t≥95%\t问卷调查',
  '\t可持续影响指标\t可持续影响率\t可持续影响率\t≥98%\t问卷调查',
  '满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥99%\t问卷调查',
];
const three = [
  '\t\t企业满意度\t企业满意度\t≥95%\t问卷调查',
  '\t\t职工满意度\t职工满意度\t≥90%\t问卷调查',
  '\t\t投诉率\t投诉率\t≤2%\t问卷调查',
];

function layOutProject(n: number, budget: number, indicators: readonly string[]): string {
  const name = `测试项目${n + 1}`;
  const [march, june, october, december] = [0.25, 0.5, 0.75, 1].map((part) => (budget * part).toFixed(2));
  const rows = [
    `项目编码\t${projectCode(n)}\t\t项目名称\t${name}\t\t`,
    `预算规模及资金用途\t预算数\t${budget.toFixed(2)}\t其中：财政资金\t${budget.toFixed(2)}\t其他资金\t`,
    '\t设备的购置和维护\t\t\t\t\t',
    '资金支出计划（%）\t3月底\t\t6月底\t10月底\t12月底\t',
    `\t${march}\t\t${june}\t${october}\t${december}\t`,
    '绩效目标\t1. 设备可用 2. 群众满意\t\t\t\t\t',
    '一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t',
    ...indicators.map((row) => `${row}\t`),
  ];
  return [`${n + 1}. ${name}绩效目标表`, '435001 样本县第一局', '单位：万元', rows.join('\n')].join('\n\n');
}
