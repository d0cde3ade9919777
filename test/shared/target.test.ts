import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTarget } from '#shared/target.ts';

function read(value: string, name = '', level2 = '') {
  return readTarget({ level2, name, value, year: 2023 });
}

/** The reading in few words: `>= 98%`, `by 2023-12-31`, `graded`. */
function brief({ kind, operator, value, upper, unit, date, dates }: ReturnType<typeof readTarget>): string {
  if (kind === 'deadline') return `by ${(dates ?? [{ date }]).map((one) => one.date).join(' ')}`;
  if (kind !== 'number') return kind;
  return upper === undefined ? `${operator} ${value}${unit}` : `${operator} ${value} ${upper}${unit}`;
}

// Targets as published plans of several provinces print them, damaged ones among them.
// biome-ignore format: one case a line
test.for([
  ['≥1个', '叫号系统数量', '>= 1个', 'positive', 'cumulative', 'high'],
  ['≥1次', '评估评审次数', '>= 1次', 'positive', 'cumulative', 'high'],
  ['≥1 个', '自助服务机及设备终端机数量', '>= 1个', 'positive', 'cumulative', 'high'],
  ['≥1 次', '政务网络信息建设维护次数', '>= 1次', 'positive', 'cumulative', 'high'],
  ['≤5%', '叫号系统故障率', '<= 5%', 'reverse', 'level', 'high'],
  ['≤4%', '电话及网络故障率', '<= 4%', 'reverse', 'level', 'high'],
  ['≤10%', '限额交易系统故障率', '<= 10%', 'reverse', 'level', 'high'],
  ['≥98%', '更换叫号系统完成率', '>= 98%', 'positive', 'completion', 'high'],
  ['≥99%', '满意度', '>= 99%', 'positive', 'level', 'high'],
  ['≥97%', '活动参与者满意率', '>= 97%', 'positive', 'level', 'high'],
  ['8万元', '更换叫号系统成本', '<= 8万元', 'reverse', 'ceiling', 'medium'],
  ['15 万元', '24小时自助服务大厅建设费用', '<= 15万元', 'reverse', 'ceiling', 'medium'],
  ['12月底', '项目完成时间', 'by 2023-12-31', 'positive', 'milestone', 'high'],
  ['12月底前', '限额交易系统完善时间', 'by 2023-12-31', 'positive', 'milestone', 'high'],
  ['达到100%', '业务处理及时率', '>= 100%', 'positive', 'level', 'high'],
  ['大于99%', '电话及网络交费效率', '> 99%', 'positive', 'level', 'high'],
  ['达98%', '“一网通办”开通率', '>= 98%', 'positive', 'completion', 'high'],
  ['接近于0', '非正常停机率', '<= 0%', 'reverse', 'level', 'low'],
  ['提高95%', '企业评审办事效率', '= 95%', 'positive', 'level', 'low'],
  ['≥400平方米', '维修面积', '>= 400平方米', 'positive', 'cumulative', 'high'],
  ['≥98百分比', '验收合格率', '>= 98%', 'positive', 'level', 'high'],
  ['85%|80%|70%|70%', '救助对象满意度 (优|良|中|差)', '>= 85%', 'positive', 'level', 'low'],
  ['43.2', '工程资金金额', '= 43.2', 'positive', 'cumulative', 'low'],
  ['100', '工程完工率', '= 100%', 'positive', 'completion', 'medium'],
  ['= | 11 | 个', '行政村数量', '= 11个', 'positive', 'cumulative', 'high'],
  ['稳步提高', '义务教育优质均衡发展情况', 'graded', 'positive', 'graded', 'high'],
  ['2', '重点建设工程安排数量', '= 2', 'positive', 'cumulative', 'medium'],
  ['巩固提高', '基础教育巩固提高情况', 'graded', 'positive', 'graded', 'high'],
  ['持续改善', '基础教育学校办学条件', 'graded', 'positive', 'graded', 'high'],
  ['10辆', '雾炮车配备车辆数', '= 10辆', 'positive', 'cumulative', 'medium'],
  ['≥80M', '雾炮车风炮射程', '>= 80M', 'positive', 'level', 'medium'],
  ['优良', '服务周期内空气质量', 'graded', 'positive', 'graded', 'high'],
  ['2023.07-2024.01', '服务周期', 'by 2024-01-31', 'positive', 'milestone', 'medium'],
  ['≥85%', '市民满意程度', '>= 85%', 'positive', 'level', 'high'],
  ['180', '服务周期', '= 180', 'positive', 'level', 'low'],
  ['80M', '风炮射程', '= 80M', 'positive', 'level', 'medium'],
  ['不超预算', '成本控制率', 'graded', 'reverse', 'graded', 'medium'],
  ['292%', '设备更新验收合格率', '= 292%', 'positive', 'level', 'low'],
  ['≥100百分比', '委托业务报告合格率', '>= 100%', 'positive', 'level', 'high'],
  ['在项目计划完成时间内完成', '提交报告及时性', 'graded', 'positive', 'graded', 'medium'],
  ['≤90万元', '项目总成本', '<= 90万元', 'reverse', 'ceiling', 'high'],
  ['效果明显', '对维护基建市场公平的影响程度', 'graded', 'positive', 'graded', 'high'],
  ['达成预期指标', '(actual value of a qualitative indicator)', 'graded', 'positive', 'graded', 'high'],
  ['= | 100 | %', '发放(缴纳)覆盖率', '= 100%', 'positive', 'level', 'high'],
  ['≥266米', '安装坡面水标尺', '>= 266米', 'positive', 'cumulative', 'high'],
  ['≥1000人', '受益人口数', '>= 1000人', 'positive', 'cumulative', 'high'],
  ['/', '生态效益指标', 'none', 'positive', 'graded', 'high'],
  ['通过', '通过专家评审', 'graded', 'positive', 'graded', 'high'],
  ['6月份完成宣传片制作;9月份完成文本;11月完成专家评审', '时效', 'by 2023-06-30 2023-09-30 2023-11-30', 'positive', 'milestone', 'high'],
  ['满意', '群众满意度', 'graded', 'positive', 'graded', 'high'],
  ['≥77台', '机柜数量', '>= 77台', 'positive', 'cumulative', 'high'],
  ['≥0.97比例', '视频监控在线率', '>= 0.97比例', 'positive', 'level', 'high'],
  ['<24小时', '维护及时性', '< 24小时', 'reverse', 'level', 'high'],
  ['<1681680元', '维护成本', '< 1681680元', 'reverse', 'ceiling', 'high'],
  ['正面支撑', '为全市经济发展保驾护航', 'graded', 'positive', 'graded', 'high'],
  ['持续保障', '持续保障社会发展', 'graded', 'positive', 'graded', 'high'],
  ['3人', '上年12月底编内人员数', '= 3人', 'positive', 'cumulative', 'medium'],
  ['3万元', '补助资金成本', '<= 3万元', 'reverse', 'ceiling', 'medium'],
  ['≥95%', '猪肉产量稳定率', '>= 95%', 'positive', 'level', 'high'],
  ['90%', '能繁母猪稳定率', '= 90%', 'positive', 'level', 'medium'],
  ['≤65万元', '项目建设成本', '<= 65万元', 'reverse', 'ceiling', 'high'],
  ['按计划实施', '按进度计划实施情况', 'graded', 'positive', 'graded', 'high'],
  ['严格按照预算标准1000元/人给补助对象兑付补助', '成本控制', 'graded', 'positive', 'graded', 'medium'],
  ['有效', '教育均衡化发展', 'graded', 'positive', 'graded', 'high'],
  ['290%', '市民满意度调查', '= 290%', 'positive', 'level', 'low'],
  ['=99百分比', '各项工作完成及时率%', '= 99%', 'positive', 'level', 'high'],
  ['二100百分比', '资金使用效率', '= 100%', 'positive', 'level', 'low'],
  ['影响长远', '对文化传承', 'graded', 'positive', 'graded', 'high'],
  ['=30000人次', '免费开放接待观众人数', '= 30000人次', 'positive', 'cumulative', 'high'],
  ['全年', '时效指标', 'graded', 'positive', 'graded', 'high'],
  ['是', '社会效益指标', 'graded', 'positive', 'graded', 'high'],
  ['≥90辆', '完成修理养护的设施数量', '>= 90辆', 'positive', 'cumulative', 'high'],
  ['较高', '经费支出合规性', 'graded', 'positive', 'graded', 'high'],
  ['及时支出', '经费支出时效性', 'graded', 'positive', 'graded', 'high'],
  ['88100', '(年度指标值 88, 100 run together)', '= 88100', 'positive', 'cumulative', 'low'],
  ['反向|小于等于|12|万元', '车辆购置成本', '<= 12万元', 'reverse', 'ceiling', 'high'],
  ['反向|小于等于|1', '车辆采购数量', '<= 1', 'reverse', 'level', 'medium'],
  ['正向|等于|100|%', '设备验收合格率', '= 100%', 'positive', 'level', 'high'],
  ['定性|有效提升', '提升工作效率', 'graded', 'positive', 'graded', 'high'],
  ['1', '各类书籍审稿率', '= 1', 'positive', 'level', 'low'],
  ['≥60%', '按年度发放绩效奖', '>= 60%', 'positive', 'level', 'high'],
  ['≤5%', '结余率(计算方法为:结余数/预算数)', '<= 5%', 'reverse', 'level', 'high'],
  ['40%', '预算执行进度(7月)', '= 40%', 'positive', 'completion', 'medium'],
  ['-0%', '结转结余资金率', '<= 0%', 'reverse', 'level', 'low'],
] as const)('%s (%s) is read as %s, %s, %s, with confidence %s', ([value, name, what, direction, accrual, confidence]) => {
  const reading = read(value, name);
  expect([brief(reading), reading.direction, reading.accrual, reading.confidence]).toEqual([what, direction, accrual, confidence]);
  if (confidence !== 'high') expect(reading.notes).not.toEqual([]);
});

// biome-ignore format: one case a line
test.for([
  // printed                 name                read
  ['不低于98%',              '合格率',           '>= 98%'],
  ['不少于 3 次',            '次数',             '>= 3次'],
  ['不得低于98％',           '合格率',           '>= 98%'],
  ['98%以上',                '合格率',           '>= 98%'],
  ['98%及以上',              '合格率',           '>= 98%'],
  ['98%（含）以上',          '合格率',           '>= 98%'],
  ['达到≥95%',               '合格率',           '>= 95%'],
  ['大于或等于95%',          '合格率',           '>= 95%'],
  ['至少5场',                '活动场次',         '>= 5场'],
  ['不超过5%',               '故障率',           '<= 5%'],
  ['不高于5%',               '故障率',           '<= 5%'],
  ['5%以内',                 '故障率',           '<= 5%'],
  ['5%以下',                 '故障率',           '<= 5%'],
  ['控制在5%以内',           '差错率',           '<= 5%'],
  ['控制在100万元以内',      '建设成本',         '<= 100万元'],
  ['小于5%',                 '故障率',           '< 5%'],
  ['低于2起',                '安全事故数',       '< 2起'],
  ['超过90%',                '满意度',           '> 90%'],
  ['高于90%',                '满意度',           '> 90%'],
  ['优于90%',                '优良率',           '> 90%'],
  ['等于12次',               '次数',             '= 12次'],
  ['≧98%',                   '合格率',           '>= 98%'],
  ['⩾98﹪',                  '合格率',           '>= 98%'],
  ['＞＝９８．５％',         '合格率',           '>= 98.5%'],
  ['>=98%',                  '合格率',           '>= 98%'],
  ['≦5%',                    '故障率',           '<= 5%'],
  ['=<5%',                   '故障率',           '<= 5%'],
  ['＜5％',                  '故障率',           '< 5%'],
  ['＝100%',                 '合格率',           '= 100%'],
  ['≥1, 000人',              '受益人口数',       '>= 1000人'],
  ['≤1,681,680.50元',        '维护成本',         '<= 1681680.50元'],
  ['1. 00万元',              '成本',             '<= 1.00万元'],
  ['90%-95%',                '满意度',           'between 90 95%'],
  ['90~95%',                 '满意度',           'between 90 95%'],
  ['5～8次',                 '次数',             'between 5 8次'],
  ['10至15天',               '培训天数',         'between 10 15天'],
  ['≤1000元/人',             '补助成本',         '<= 1000元/人'],
  ['≥3万人次',               '服务人数',         '>= 3万人次'],
  ['8万',                    '采购成本',         '<= 8万元'],
  ['0.5亿元',                '总投资',           '<= 0.5亿元'],
  ['≤30分钟',                '平均等待时间',     '<= 30分钟'],
  ['正向 等于 100 %',        '合格率',           '= 100%'],
  ['2023年10月',             '完成时间',         'by 2023-10-31'],
  ['2023年10月底前完成',     '完成时间',         'by 2023-10-31'],
  ['6月30日前',              '完成时间',         'by 2023-06-30'],
  ['2024年2月',              '验收时间',         'by 2024-02-29'],
  ['2023-09-15',             '完成时间',         'by 2023-09-15'],
  ['2023/9/15前',            '完成时间',         'by 2023-09-15'],
  ['≤12月底',                '完成时间',         'by 2023-12-31'],
  ['年底前',                 '完成时间',         'by 2023-12-31'],
  ['2023年底',               '完成时间',         'by 2023-12-31'],
  ['第三季度',               '完成时间',         'by 2023-09-30'],
  ['2023年第二季度',         '完成时间',         'by 2023-06-30'],
  ['6月底和12月底',          '发放时间',         'by 2023-06-30 2023-12-31'],
  ['≥98%(含98%)',            '合格率',           '>= 98%'],
  ['2 亿',                   '总投资',           '<= 2亿元'],
  ['统一标准',               '建设标准',         'graded'],
  ['一次性通过',             '验收',             'graded'],
  ['1-11月',                 '服务时间',         'by 2023-11-30'],
  ['2023年3月-2023年11月',   '服务时间',         'by 2023-11-30'],
  ['',                       '指标',             'none'],
  ['－',                     '指标',             'none'],
  ['优秀',                   '服务质量',         'graded'],
  ['否',                     '是否发生事故',     'graded'],
  ['百分之九十五',           '满意度',           '= 95%'],
  ['不低于百分之九十八',     '合格率',           '>= 98%'],
  ['不少于三次',             '次数',             '>= 3次'],
  ['十二场',                 '活动场次',         '= 12场'],
  ['≥九成',                  '满意度',           '>= 90%'],
  ['≥80%且≤90%',             '出租率',           'between 80 90%'],
  ['≥80%，≤90%',             '出租率',           'between 80 90%'],
  ['不低于80%且不超过90%',   '出租率',           'between 80 90%'],
  ['80%≤X≤90%',              '出租率',           'between 80 90%'],
  ['在80%-90%之间',          '出租率',           'between 80 90%'],
  ['介于80%和90%之间',       '出租率',           'between 80 90%'],
  ['最多3次',                '投诉次数',         '<= 3次'],
  ['至多3次',                '投诉次数',         '<= 3次'],
  ['最低5场',                '活动场次',         '>= 5场'],
  ['未超过5%',               '差错率',           '<= 5%'],
  ['保持在98%以上',          '合格率',           '>= 98%'],
  ['全年≥3次',               '检查次数',         '>= 3次'],
  ['24小时内',               '响应时间',         '<= 24小时'],
  ['3个工作日内办结',        '办理时限',         '<= 3个工作日'],
  ['＞﹦９８﹪',             '合格率',           '>= 98%'],
  ['≥400㎡',                 '维修面积',         '>= 400㎡'],
  ['≥400m2',                 '维修面积',         '>= 400m2'],
  ['≤1200元/人·年',          '人均成本',         '<= 1200元/人·年'],
  ['≥1，000人次',            '服务人次',         '>= 1000人次'],
  ['≥85％',                  '满意度',           '>= 85%'],
  ['≥500kW',                 '装机容量',         '>= 500kW'],
  ['200人',                  '培训人数',         '= 200人'],
  ['25次',                   '培训次数',         '= 25次'],
  ['0起',                    '安全事故数',       '<= 0起'],
  ['=0',                     '投诉数量',         '= 0'],
  ['定量|≥|5|个',            '设备数量',         '>= 5个'],
  ['正向|定量指标|≥|5|个',   '设备数量',         '>= 5个'],
  ['12月底',                 '服务期限',         'by 2023-12-31'],
  ['2023年12月31日前',       '完成时间',         'by 2023-12-31'],
  ['2023.6',                 '完成时间',         'by 2023-06-30'],
  ['2024年3月底',            '验收时间',         'by 2024-03-31'],
] as const)('%s (%s) is %s', ([value, name, what]) => {
  const reading = read(value, name);
  expect(brief(reading)).toBe(what);
  expect(reading.confidence).not.toBe('low');
});

// biome-ignore format: one case a line
test.for([
  ['近100%',          '覆盖率',       'a figure that is only near'],
  ['100个左右',       '数量',         'a figure that is about'],
  ['降低5%',          '能耗',         'a change of something that is no change'],
  ['≥95%',            '故障率',       'more asked of what should be little'],
  ['≤95%',            '满意度',       'less asked of what should be much'],
  ['≥8万元',          '采购成本',     'a cost from below'],
  ['95%-90%',         '满意度',       'bounds the wrong way round'],
  ['≥5%以内',         '误差率',       'operators that disagree'],
  ['120%',            '满意度',       'a share above 100 %'],
  ['98.5 99',         '满意度',       'two numbers side by side'],
  ['88|100',          '数量',         'two numbers in two columns'],
  ['12月前',          '完成时间',     'before a month, or by its end'],
  ['2月30日',         '完成时间',     'a day that is none'],
  ['12月',            '服务期限',     'a month or twelve of them'],
  ['0.95',            '满意度',       'a share as a fraction, or a percentage'],
  ['35',              '资金',         'money without a unit'],
  ['无',              '投诉',         'none of it, or no target'],
  ['零投诉',          '投诉',         'none of it in words'],
  ['100%',            '故障率',       'all of what should be little'],
  ['5%以下(不含)',    '故障率',       'a bound that is left out'],
  ['每人1次共20人次', '次数',         'more figures than one'],
  ['之90%',           '满意度',       'an operator that came out as a character'],
  ['2280次',          '检查次数',     'a sign that may have become a 2'],
  ['280个',           '设备数量',     'a sign that may have become a 2'],
  ['2100百分比',      '合格率',       'a sign that became a 2'],
  ['88100',           '设备数量',     'two numbers run together'],
  ['≥9S%',            '合格率',       'a digit that became a letter'],
  ['≥l00%',           '合格率',       'a digit that became a letter'],
  ['300余人',         '培训人数',     'a figure with a rest'],
  ['300多人',         '培训人数',     'a figure with a rest'],
  ['>80%且<90%',      '出租率',       'bounds that are left out'],
  ['≥0',              '设备数量',     'nothing asked'],
  ['0',               '满意度',       'nothing asked'],
  ['达到3级',         '安全等级',     'a level of which more or less may be better'],
  ['2023.5',          '资金金额',     'a number, or a month'],
  ['2021年12月底',    '完成时间',     'a day of another year'],
  ['2022年10月',      '完成时间',     'a day that is long past'],
  ['3次以上5次以下',  '次数',         'two bounds in one sentence'],
  ['每月1次',         '检查次数',     'so many a month'],
  ['每季度不少于2次', '培训次数',     'so many a quarter'],
  ['每月一次',        '检查次数',     'so many a month, in words'],
  ['优/良/中/差',     '评定等级',     'a whole scale'],
  ['A|B|C',           '考核等次',     'a whole scale in columns'],
  ['2:1',             '师生比',       'a proportion'],
  ['≤1：18',          '师生比',       'a proportion with its operator'],
  ['1：1.5',          '配比',         'a proportion'],
] as const)('%s (%s) is a question: %s', ([value, name]) => {
  const { confidence, notes } = read(value, name);
  expect(confidence).toBe('low');
  expect(notes).not.toEqual([]);
});

// biome-ignore format: one case a line
test.for([
  ['≥95%',   '投诉处理率',       'positive', 'level'],
  ['≤3件',   '有效投诉件数',     'reverse',  'level'],
  ['≤2%',    '人员流失率',       'reverse',  'level'],
  ['≥95%',   '故障排除率',       'positive', 'level'],
  ['≥5%',    '成本节约率',       'positive', 'level'],
  ['≥95%',   '资金到位率',       'positive', 'completion'],
  ['≥98%',   '政务专网使用完成率', 'positive', 'completion'],
  ['≥99%',   '软件设备安装完成率', 'positive', 'completion'],
  ['≥99%',   '电话及网络缴费效率', 'positive', 'level'],
  ['≥100万元', '新增销售收入',   'positive', 'cumulative'],
] as const)('%s of %s is %s and %s', ([value, name, direction, accrual]) => {
  expect(read(value, name)).toMatchObject({ direction, accrual, confidence: 'high' });
});

test('a cost under 成本指标 is a ceiling whatever its name, and says what was assumed', () => {
  const reading = read('15 万元', '维护费用', '成本指标');
  expect(reading).toMatchObject({
    operator: '<=',
    value: '15',
    unit: '万元',
    accrual: 'ceiling',
    direction: 'reverse',
  });
  expect(reading.notes[0]?.zh).toContain('没有运算符');
});

describe('what a person has written', () => {
  // biome-ignore format: one case a line
  test.for([
    ['≥95%',   '故障率',   '>= 95%',  'positive'],
    ['≤95%',   '满意度',   '<= 95%',  'reverse'],
    ['=280个', '设备数量', '= 280个', 'positive'],
    ['280个',  '设备数量', '= 280个', 'positive'],
    ['120%',   '满意度',   '= 120%',  'positive'],
    ['-5%',    '增长率',   '= -5%',   'positive'],
  ] as const)('is meant: %s of %s, however unlikely', ([value, name, what, direction]) => {
    const reading = readTarget({ level2: '', name, value, year: 2023 }, true);
    expect(brief(reading)).toBe(what);
    expect(reading.direction).toBe(direction);
    expect(reading.confidence).not.toBe('low');
  });

  test.for(['看情况约3', '接近于0', '98.5 99', '300余人', '>80%且<90%'])(
    'is still not understood: %s',
    (value) => {
      expect(readTarget({ level2: '', name: '满意度', value, year: 2023 }, true).confidence).toBe('low');
    },
  );
});

const sheet = new URL('../../../shared/data/indicator-values.tsv', import.meta.url);

test.for(existsSync(sheet) ? [sheet] : [])(
  'every row of the printed-targets file reads as it says',
  (file) => {
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const rows = lines.map((row) => row.split('\t'));
    const wrong = rows.filter(([value = '', name = '', what = '', says = '']) => {
      const { kind, operator, direction, confidence, date } = read(value, name);
      if (/OCR|typo|broken|ambiguous|fuzzy/.test(what) && confidence !== 'low') return true;
      if (says === 'qual') return kind !== 'graded';
      if (says === '-') return kind !== 'none';
      if (/^date|^range/.test(says)) return kind !== 'deadline' || date === undefined;
      if (says === '?') return confidence !== 'low';
      if (/ceiling/.test(what) && kind === 'graded') return direction !== 'reverse' || operator !== '<=';
      if (kind !== 'number') return true;
      if (says.startsWith('equal')) return operator !== '=';
      return direction !== says;
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(80);
  },
);

test('a month belongs to the year that is given', () => {
  expect(readTarget({ level2: '', name: '', value: '2月底', year: 2024 }).date).toBe('2024-02-29');
});

test('each of several milestones keeps what is to be done by it', () => {
  const { dates, date } = read('6月底完成招标，10月底前完成验收', '进度');
  expect(dates).toEqual([
    { date: '2023-06-30', what: '完成招标' },
    { date: '2023-10-31', what: '完成验收' },
  ]);
  expect(date).toBe('2023-10-31');
});
