import type { z } from 'zod';
import type { Day } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import type { MeasurementInput } from '#shared/measurement.ts';

/**
 * An invented year for the sample plan, to be lived through day by day: payments, values and confirmations
 * of the ledger, each with the day `on` which it becomes known. Nothing in it happened, and no payee exists.
 *
 * Its story: most projects keep to their plan. Software falls behind at 6月底 and recovers in September;
 * the service hall is late at 10月底; the trading platform is overpaid in December and gets the money back;
 * network maintenance looks critical at the year's end until a late voucher comes in. A satisfaction misses its
 * target in June and is surveyed again, a network fails too often, three reports are late, the review is left to
 * the last days, and the year-end ledger is confirmed late.
 */
export const sampleYear: {
  vouchers: readonly SampleVoucher[];
  measurements: readonly SampleMeasurement[];
  ledger: readonly { on: Day; coveredTo: Day }[];
} = {
  get vouchers() {
    return payments.map(voucher);
  },
  get measurements() {
    return [...outputs.flatMap(reportOutput), ...halfYears.flatMap(reportHalfYears), ...single].toSorted(
      (a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0),
    );
  },
  ledger: [
    { on: '2023-02-03', coveredTo: '2023-01-31' },
    { on: '2023-03-03', coveredTo: '2023-02-28' },
    { on: '2023-04-06', coveredTo: '2023-03-31' },
    { on: '2023-05-06', coveredTo: '2023-04-30' },
    { on: '2023-06-05', coveredTo: '2023-05-31' },
    { on: '2023-07-05', coveredTo: '2023-06-30' },
    { on: '2023-08-03', coveredTo: '2023-07-31' },
    { on: '2023-09-04', coveredTo: '2023-08-31' },
    { on: '2023-10-09', coveredTo: '2023-09-30' },
    { on: '2023-11-03', coveredTo: '2023-10-31' },
    { on: '2023-12-04', coveredTo: '2023-11-30' },
    { on: '2024-01-12', coveredTo: '2023-12-31' },
  ],
};

/** A voucher and the day on which it reaches the ledger. */
export type SampleVoucher = z.input<typeof ExpenditureInput> & { on: Day };
/** A reported value and the day on which it is reported. */
export type SampleMeasurement = z.input<typeof MeasurementInput> & { on: Day };

const queue = '13052923P005840113194';
const fibre = '13052923P00533C10004D';
const software = '13052923P00A1KL100038';
const review = '13052923P005840113169';
const trading = '13052923P00584011317W';
const hall = '13052923P006L0N10002F';
const extranet = '13052923P00C785100037';
const upkeep = '13052923P00R3H1100034';

type Payment = readonly [
  on: Day,
  paidOn: Day,
  no: string,
  project: string,
  amount: string,
  payee: string,
  purpose: string,
  back?: { kind: 'refund' | 'reversal'; reverses: string },
];

// biome-ignore format: one voucher a line
const payments: readonly Payment[] = [
  ['2023-02-24', '2023-02-23', '0001', hall,     '21000.00',  '示例办公设备公司', '自助终端首批'],
  ['2023-03-13', '2023-03-10', '0002', upkeep,   '14600.00',  '示例网络公司',     '一季度网络维护'],
  ['2023-03-15', '2023-03-14', '0003', fibre,    '8300.00',   '示例通信公司',     '一季度光纤租费'],
  ['2023-03-17', '2023-03-15', '0004', extranet, '50000.00',  '示例专网公司',     '专网年费'],
  ['2023-03-21', '2023-03-20', '0005', software, '25000.00',  '示例软件公司',     '办公软件授权'],
  ['2023-03-27', '2023-03-24', '0006', hall,     '16500.00',  '示例文具商行',     '办公用品'],
  ['2023-03-29', '2023-03-28', '0007', fibre,    '4200.00',   '示例短信公司',     '一季度短信'],
  ['2023-04-03', '2023-03-29', '0008', upkeep,   '23100.00',  '示例网络公司',     '机房线路整理'],
  ['2023-04-27', '2023-04-26', '0009', hall,     '12600.00',  '示例办公设备公司', '终端维修'],
  ['2023-05-12', '2023-05-11', '0010', hall,     '3000.00',   '示例文具商行',     '打印耗材'],
  ['2023-05-12', '2023-05-11', '0011', hall,     '3000.00',   '示例文具商行',     '打印耗材'],
  ['2023-05-18', '2023-05-17', '0012', software, '9000.00',   '示例软件公司',     '设备保养'],
  ['2023-05-22', '2023-05-19', '0013', hall,     '-3000.00',  '示例文具商行',     '重复记账红冲', { kind: 'reversal', reverses: '2023-0011' }],
  ['2023-05-25', '2023-05-24', '0014', upkeep,   '18300.00',  '示例网络公司',     '二季度网络维护'],
  ['2023-06-14', '2023-06-13', '0015', fibre,    '8300.00',   '示例通信公司',     '二季度光纤租费'],
  ['2023-06-16', '2023-06-15', '0016', hall,     '22900.00',  '示例办公设备公司', '自助终端第二批'],
  ['2023-06-28', '2023-06-27', '0017', fibre,    '4200.00',   '示例短信公司',     '二季度短信'],
  ['2023-07-04', '2023-06-28', '0018', upkeep,   '20100.00',  '示例安防公司',     '网络安全检测'],
  ['2023-07-21', '2023-07-20', '0019', software, '10000.00',  '示例软件公司',     '杀毒软件授权'],
  ['2023-08-18', '2023-08-17', '0020', hall,     '9800.00',   '示例文具商行',     '办公用品'],
  ['2023-08-31', '2023-08-30', '0021', upkeep,   '16900.00',  '示例网络公司',     '三季度网络维护'],
  ['2023-09-15', '2023-09-14', '0022', software, '8000.00',   '示例软件公司',     '版式软件授权'],
  ['2023-09-15', '2023-09-14', '0023', fibre,    '8300.00',   '示例通信公司',     '三季度光纤租费'],
  ['2023-09-22', '2023-09-21', '0024', hall,     '8400.00',   '示例办公设备公司', '终端维修'],
  ['2023-10-20', '2023-10-19', '0025', upkeep,   '20200.00',  '示例安防公司',     '防火墙续保'],
  ['2023-10-23', '2023-10-20', '0026', software, '23600.00',  '示例软件公司',     '数据库授权'],
  ['2023-10-25', '2023-10-24', '0027', fibre,    '4200.00',   '示例短信公司',     '三季度短信'],
  ['2023-11-16', '2023-11-15', '0028', queue,    '32000.00',  '示例叫号设备公司', '设备预付款'],
  ['2023-11-17', '2023-11-16', '0029', fibre,    '8300.00',   '示例通信公司',     '四季度光纤租费'],
  ['2023-11-23', '2023-11-22', '0030', hall,     '20300.00',  '示例办公设备公司', '自助终端第三批'],
  ['2023-11-29', '2023-11-28', '0031', trading,  '6000.00',   '示例平台公司',     '平台开发首付'],
  ['2023-12-07', '2023-12-06', '0032', hall,     '19700.00',  '示例办公设备公司', '自助终端第四批'],
  ['2023-12-11', '2023-12-08', '0033', software, '24400.00',  '示例软件公司',     '授权尾款'],
  ['2023-12-13', '2023-12-12', '0034', trading,  '4500.00',   '示例平台公司',     '平台开发尾款'],
  ['2023-12-15', '2023-12-14', '0035', upkeep,   '4300.00',   '示例网络公司',     '四季度网络维护'],
  ['2023-12-20', '2023-12-19', '0036', trading,  '-500.00',   '示例平台公司',     '多付退回', { kind: 'refund', reverses: '2023-0034' }],
  ['2023-12-20', '2023-12-19', '0037', fibre,    '4200.00',   '示例短信公司',     '四季度短信'],
  ['2023-12-21', '2023-12-20', '0038', hall,     '15200.00',  '示例文具商行',     '办公用品'],
  ['2023-12-22', '2023-12-21', '0039', queue,    '46000.00',  '示例叫号设备公司', '验收后付款'],
  ['2024-01-04', '2023-12-27', '0040', review,   '20000.00',  '示例评估事务所',   '水土保持方案评审'],
  ['2024-01-11', '2023-12-29', '0041', upkeep,   '28900.00',  '示例安防公司',     '安全设备更新'],
];

function voucher([on, paidOn, no, projectCode, amount, payee, purpose, back]: Payment): SampleVoucher {
  return { on, voucherNo: `2023-${no}`, projectCode, paidOn, amount, payee, purpose, ...back };
}

const nodes = ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'] as const;
/** When each project usually reports on a node, in days after it; a report is late from the eleventh. */
const reported: Record<string, readonly [march: Day, june: Day, october: Day, december: Day]> = {
  [fibre]: ['2023-04-04', '2023-07-04', '2023-11-03', '2024-01-04'],
  [software]: ['2023-04-13', '2023-07-07', '2023-11-07', '2024-01-08'],
  [hall]: ['2023-04-07', '2023-07-06', '2023-11-14', '2024-01-08'],
  [extranet]: ['2023-04-06', '2023-07-05', '2023-11-06', '2024-01-05'],
  [upkeep]: ['2023-04-10', '2023-07-18', '2023-11-08', '2024-01-09'],
};

type Output = readonly [
  project: string,
  indicator: string,
  source: string,
  march: string,
  june: string,
  october: string,
  december: string,
];

// biome-ignore format: one indicator a line
const outputs: readonly Output[] = [
  [fibre,    '固定电话使用数量及光纤数量',     '台账',     '42',    '42',    '44',    '44'],
  [fibre,    '电话及网络故障率',               '运行记录', '1.8%',  '2.1%',  '2.4%',  '2.0%'],
  [fibre,    '电话及网络缴费效率',             '台账',     '99.2%', '99.4%', '99.1%', '99.5%'],
  [software, '软件设备数量',                   '台账',     '1',     '1',     '1',     '1'],
  [software, '软件设备使用故障率',             '运行记录', '2.9%',  '3.4%',  '2.6%',  '2.2%'],
  [software, '软件设备安装完成率',             '台账',     '26%',   '40%',   '78%',   '99.5%'],
  [hall,     '自助服务机及设备终端机数量',     '台账',     '1',     '1',     '1',     '1'],
  [hall,     '自助服务机及设备终端机故障率',   '运行记录', '3.1%',  '3.6%',  '4.2%',  '3.8%'],
  [hall,     '自助服务机及设备终端机完成率',   '台账',     '27%',   '53%',   '77%',   '98.6%'],
  [extranet, '政务专网安装数量',               '台账',     '1',     '1',     '1',     '1'],
  [extranet, '政务专网故障率',                 '运行记录', '3.2%',  '6.2%',  '4.1%',  '3.6%'],
  [extranet, '政务专网使用完成率',             '台账',     '98.5%', '98.9%', '99.1%', '99.4%'],
  [upkeep,   '政务网络信息建设维护次数',       '台账',     '3',     '6',     '10',    '12'],
  [upkeep,   '网络安全故障率',                 '运行记录', '2.2%',  '3.0%',  '2.8%',  '2.5%'],
  [upkeep,   '网络设备及设施完成率',           '台账',     '26%',   '52%',   '76%',   '98.4%'],
];

function reportOutput([projectCode, indicator, source, ...values]: Output): SampleMeasurement[] {
  return nodes.map((period, i) => ({
    on: reported[projectCode]?.[i] ?? period,
    projectCode,
    indicator,
    period,
    value: values[i] ?? '',
    measuredOn: period,
    source,
    approved: true,
  }));
}

type HalfYear = readonly [project: string, indicator: string, june: string, december: string];

// biome-ignore format: one indicator a line
const halfYears: readonly HalfYear[] = [
  [fibre,    '电话及网络运行的满意率',                     '99.1%', '99.3%'],
  [fibre,    '持续提高电话及网络的稳定性',                 '98.4%', '98.8%'],
  [fibre,    '活动参与者满意度',                           '98.6%', '98.9%'],
  [software, '保证办公软件正常使用',                       '99.2%', '99.4%'],
  [software, '可持续影响率',                               '99.1%', '99.3%'],
  [software, '满意率',                                     '97%',   '99.4%'],
  [hall,     '增强办事群众对 24 小时政务大厅的满意程度',   '98.5%', '99.3%'],
  [hall,     '持续改进加强政务自助服务设备更新',           '99%',   '99.2%'],
  [hall,     '活动参与者满意度',                           '99.1%', '99.4%'],
  [extranet, '政务专网运行的满意率',                       '99.1%', '99.3%'],
  [extranet, '可持续影响率',                               '99%',   '99.2%'],
  [extranet, '活动参与者满意率',                           '97.8%', '98.2%'],
  [upkeep,   '政务网络信息运行满意度',                     '99%',   '99.2%'],
  [upkeep,   '加强网络信息便捷度',                         '98.1%', '98.6%'],
  [upkeep,   '活动参与者满意度',                           '99.2%', '99.1%'],
];

/** The samples of the surveys that fell short in June: of one it settles the matter, of the other it does not. */
const surveys: Record<string, { sampleSize: number; favourable: number }> = {
  满意率: { sampleSize: 600, favourable: 582 },
  '增强办事群众对 24 小时政务大厅的满意程度': { sampleSize: 200, favourable: 197 },
};

function reportHalfYears([projectCode, indicator, june, december]: HalfYear): SampleMeasurement[] {
  const common = { projectCode, indicator, source: '问卷调查', approved: true };
  const [, inJuly = '', , inJanuary = ''] = reported[projectCode] ?? [];
  return [
    { on: inJuly, ...common, period: nodes[1], value: june, measuredOn: '2023-06-26', ...surveys[indicator] },
    { on: inJanuary, ...common, period: nodes[3], value: december, measuredOn: '2023-12-26' },
  ];
}

/** A value for the year's end, of a project whose money and work come only then. */
function atYearEnd(
  on: Day,
  projectCode: string,
  indicator: string,
  value: string,
  source: string,
): SampleMeasurement {
  return {
    on,
    projectCode,
    indicator,
    period: nodes[3],
    value,
    measuredOn: '2023-12-28',
    source,
    approved: true,
  };
}

const single: readonly SampleMeasurement[] = [
  {
    on: '2023-07-24',
    projectCode: software,
    indicator: '满意率',
    period: '2023-06-30',
    value: '99.2%',
    measuredOn: '2023-07-20',
    source: '问卷调查',
    sampleSize: 1000,
    favourable: 992,
    note: '整改后扩大样本重新调查',
    approved: true,
  },
  {
    on: '2023-12-18',
    projectCode: trading,
    indicator: '限额交易系统完善时间',
    period: '2023-12-31',
    value: '2023-12-15',
    measuredOn: '2023-12-15',
    source: '验收单',
    approved: true,
  },
  {
    on: '2023-12-30',
    projectCode: review,
    indicator: '项目完成时间',
    period: '2023-12-31',
    value: '2023-12-29',
    measuredOn: '2023-12-29',
    source: '评审意见',
    approved: true,
  },
  atYearEnd('2023-12-29', queue, '叫号系统数量', '1', '验收单'),
  atYearEnd('2023-12-29', queue, '叫号系统故障率', '1.2%', '运行记录'),
  atYearEnd('2023-12-29', queue, '更换叫号系统完成率', '100%', '验收单'),
  atYearEnd('2024-01-03', queue, '提高办事效率', '99.1%', '问卷调查'),
  atYearEnd('2024-01-03', queue, '可持续影响率', '98%', '问卷调查'),
  { ...atYearEnd('2024-01-03', queue, '满意度', '99.2%', '问卷调查'), sampleSize: 500, favourable: 496 },
  atYearEnd('2024-01-05', review, '评估评审次数', '2', '评审意见'),
  atYearEnd('2024-01-05', review, '评估评审完成率', '100%', '评审意见'),
  atYearEnd('2024-01-05', review, '规范项目评估评审', '98.6%', '问卷调查'),
  atYearEnd('2024-01-05', review, '可持续性服务', '98.2%', '问卷调查'),
  atYearEnd('2024-01-05', review, '满意率', '99%', '问卷调查'),
  atYearEnd('2024-01-08', trading, '限额交易系统平台数量', '1', '验收单'),
  atYearEnd('2024-01-08', trading, '限额交易系统故障率', '4%', '运行记录'),
  atYearEnd('2024-01-08', trading, '规范资金使用率', '98.5%', '台账'),
  atYearEnd('2024-01-08', trading, '系统工作运转率', '99.1%', '运行记录'),
  {
    ...atYearEnd('2024-01-08', trading, '群众满意率', '97.5%', '问卷调查'),
    sampleSize: 400,
    favourable: 390,
  },
];
