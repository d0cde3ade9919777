/** A plan document of as many projects as asked for, each with one indicator; the codes are A001, A002, … unless told. */
export function aPlan({
  projects = 1,
  figures = '\t2.00\t\t4.00\t6.00\t8.00\t',
  name = '示例项目',
  target = '≥1个',
  department = '435001 某局本级',
  codes = 'A',
  budget = '8.00',
  nodes = '3月底\t\t6月底\t10月底\t12月底',
  indicator = '设备数量',
} = {}): string {
  const tables = Array.from({ length: projects }, (_, index) => [
    `项目编码\t${codes}${String(index + 1).padStart(3, '0')}\t\t项目名称\t${name}${index + 1}\t\t`,
    `预算规模及资金用途\t预算数\t${budget}\t其中：财政资金\t${budget}\t其他资金\t`,
    '\t买设备\t\t\t\t\t',
    `资金支出计划（%）\t${nodes}\t`,
    figures,
    '绩效目标\t1. 好用\t\t\t\t\t',
    '一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t',
    `产出指标\t数量指标\t${indicator}\t${indicator}\t${target}\t请示\t`,
  ]);
  return ['某局2023年部门预算绩效文本', department, '单位：万元', ...tables.flat()].join('\n');
}
