/**
 * The plan that a first start offers to practise on, as the text of a document: the published figures of a
 * county bureau for 2023 (codes, names, budgets, nodes, indicators, targets and the papers they rest on), laid
 * out as such documents are, with their traps; purposes, goals and explanations are in our own words.
 */

type Indicator = readonly [name: string, target: string, basis: string];

interface Project {
  code: string;
  name: string;
  budget: string;
  purpose: string;
  /** The row of the purpose lost its first cell, as in two of the published tables. */
  lostCell?: boolean;
  /** One of the published tables is a column narrower. */
  narrow?: boolean;
  nodes: readonly [march: string, june: string, october: string, december: string];
  goals: readonly string[];
  /** In the order of `levels`. */
  indicators: readonly Indicator[];
}

const levels = [
  '产出指标\t数量指标',
  '\t质量指标',
  '\t时效指标',
  '\t成本指标',
  '效益指标\t社会效益指标',
  '\t可持续影响指标',
  '满意度指标\t服务对象满意度指标',
];

const survey = '问卷调查';
const request = '关于申请列入财政预算的请示';
const network = '《邢台市人民政府办公室关于做好全市电子政务外网升级改造工作的通知》';
const software = '《邢台市2018年“互联网+政务服务”重点工作实施方案》的通知';
const private2018 = '《邢台市2018年“互联网+政务服务”重点工作实施方案的通知》';
const service = '《邢台市人民政府关于“互联网+政务服务”重点工作实施方案的通知》';
const review = '委托机构评估评审请示';
const trading = '拨付限额交易系统所需资金请示';

const projects: readonly Project[] = [
  {
    code: '13052923P005840113194',
    name: '更换政务大厅叫号系统费用',
    budget: '8.00',
    purpose: '大厅换一套新的排队叫号设备',
    nodes: ['', '', '', '8.00'],
    goals: ['排队更短', '大厅更有序', '群众更满意'],
    indicators: [
      ['叫号系统数量', '≥1个', request],
      ['叫号系统故障率', '≤5%', survey],
      ['更换叫号系统完成率', '≥98%', survey],
      ['更换叫号系统成本', '8万元', request],
      ['提高办事效率', '≥99%', survey],
      ['可持续影响率', '≥98%', survey],
      ['满意度', '≥99%', survey],
    ],
  },
  {
    code: '13052923P00533C10004D',
    name: '光纤租赁和短信机费用',
    budget: '5.00',
    purpose: '光纤、固定电话和短信的租费与维修',
    nodes: ['1.25', '2.50', '3.75', '5.00'],
    goals: ['线路全年畅通', '群众联系得上', '办件更快'],
    indicators: [
      ['固定电话使用数量及光纤数量', '≥1个', network],
      ['电话及网络故障率', '≤4%', survey],
      ['电话及网络缴费效率', '≥99%', survey],
      ['电话光纤支出费用', '5万元', network],
      ['电话及网络运行的满意率', '≥99%', survey],
      ['持续提高电话及网络的稳定性', '≥98%', survey],
      ['活动参与者满意度', '≥98%', survey],
    ],
  },
  {
    code: '13052923P00A1KL100038',
    name: '软件正版化设备保养维护费用',
    budget: '10.00',
    purpose: '正版软件的购置和设备保养',
    nodes: ['2.50', '5.00', '7.50', '10.00'],
    goals: ['软件全部正版', '设备随时可用', '使用者满意'],
    indicators: [
      ['软件设备数量', '≥1个', software],
      ['软件设备使用故障率', '≤4%', survey],
      ['软件设备安装完成率', '≥99%', survey],
      ['软件设备使用成本', '10万元', software],
      ['保证办公软件正常使用', '≥99%', survey],
      ['可持续影响率', '≥99%', survey],
      ['满意率', '≥99%', survey],
    ],
  },
  {
    code: '13052923P005840113169',
    name: '委托机构评估（水土保持方案）评审工作经费',
    budget: '2.00',
    purpose: '请专业机构和专家评审水土保持方案',
    narrow: true,
    nodes: ['', '', '', '2.00'],
    goals: ['评审有章可循', '项目按时审完', '审批质量提高'],
    indicators: [
      ['评估评审次数', '≥1次', review],
      ['评估评审完成率', '≥98%', survey],
      ['项目完成时间', '12月底', survey],
      ['成本数额', '2万元', review],
      ['规范项目评估评审', '≥98%', survey],
      ['可持续性服务', '≥98%', survey],
      ['满意率', '≥99%', survey],
    ],
  },
  {
    code: '13052923P00584011317W',
    name: '限额交易系统资金',
    budget: '1. 00',
    purpose: '限额以下交易平台的建设',
    nodes: ['', '', '', '1. 00'],
    goals: ['交易公开', '流程上网', '资金用得其所'],
    indicators: [
      ['限额交易系统平台数量', '≥1个', trading],
      ['限额交易系统故障率', '≤10%', survey],
      ['限额交易系统完善时间', '12月底前', survey],
      ['限额交易系统建设成本', '1万元', trading],
      ['规范资金使用率', '≥98%', survey],
      ['系统工作运转率', '≥99%', survey],
      ['群众满意率', '≥99%', survey],
    ],
  },
  {
    code: '13052923P006L0N10002F',
    name: '政务服务办公费（2+2+3 服务体系）',
    budget: '15.00',
    purpose: '自助大厅的设备、维修和办公用品',
    nodes: ['3.75', '7.50', '11.25', '15.00'],
    goals: ['自助服务全天开放', '设备维护及时', '服务逐步升级'],
    indicators: [
      ['自助服务机及设备终端机数量', '≥1 个', service],
      ['自助服务机及设备终端机故障率', '≤5%', survey],
      ['自助服务机及设备终端机完成率', '≥98%', survey],
      ['24 小时自助服务大厅建设费用', '15 万元', service],
      ['增强办事群众对 24 小时政务大厅的满意程度', '≥99%', survey],
      ['持续改进加强政务自助服务设备更新', '≥99%', survey],
      ['活动参与者满意度', '≥99%', survey],
    ],
  },
  {
    code: '13052923P00C785100037',
    name: '政务外网费用',
    budget: '5.00',
    purpose: '大厅、乡镇和开发区的专网年费',
    lostCell: true,
    nodes: ['5.00', '', '', ''],
    goals: ['外网不断线', '应用可用', '数据安全'],
    indicators: [
      ['政务专网安装数量', '≥1个', private2018],
      ['政务专网故障率', '≤5%', survey],
      ['政务专网使用完成率', '≥98%', survey],
      ['政务专网使用费用', '5万元', private2018],
      ['政务专网运行的满意率', '≥99%', survey],
      ['可持续影响率', '≥99%', survey],
      ['活动参与者满意率', '≥97%', survey],
    ],
  },
  {
    code: '13052923P00R3H1100034',
    name: '政务网络信息建设维护费用',
    budget: '15.00',
    purpose: '自助大厅和机关网络的建设与维护',
    lostCell: true,
    nodes: ['3.75', '7.50', '11.25', '15.00'],
    goals: ['网络建设到位', '服务水平提升', '群众更满意'],
    indicators: [
      ['政务网络信息建设维护次数', '≥1 次', network],
      ['网络安全故障率', '≤5%', survey],
      ['网络设备及设施完成率', '≥98%', survey],
      ['维护费用', '15 万元', network],
      ['政务网络信息运行满意度', '≥99%', survey],
      ['加强网络信息便捷度', '≥98%', survey],
      ['活动参与者满意度', '≥99%', survey],
    ],
  },
];

/** The indicators of the prose part, in its order; some say otherwise than the tables. */
const prose: readonly (readonly [project: string, first: string, second: string])[] = [
  ['政务服务办公费（2+2+3 服务体系）', '业务处理及时率达到100%', '群众满意度达到99%'],
  ['政务网络信息建设维护费用', '办公自动化覆盖率达到90%', '群众对通用设备运行的满意度达到98%'],
  ['政务外网费用', '数据共享率达到100%', '非正常停机率接近于0'],
  ['光纤租赁和短信机费用', '电话及网络交费效率大于99%', '“一网通办”开通率达98%'],
  ['软件正版化设备保养维护费用', '系统验收合格率达到100%', '异常处理能力达到95%'],
  ['更换政务大厅叫号系统费用', '叫号系统安装完成率达到100%', '加强企业群众办事完成率达到95%'],
  ['限额交易系统资金', '规范项目交易情况达到90%', '加强项目资金透明化达到95%'],
  ['委托机构评估（水土保持方案）评审工作经费', '加强企业评审完成率达到95%', '企业评审办事效率提高95%'],
];

const department = '435001 巨鹿县行政审批局本级';

function layOutProject(
  { code, name, budget, purpose, lostCell, narrow, nodes, goals, indicators }: Project,
  at: number,
): string {
  const end = narrow ? '' : '\t';
  const [march, june, october, december] = nodes;
  const percent = at === 6 ? '(%)' : '（%）';
  return [
    `${at + 1}. ${name}绩效目标表`,
    department,
    '单位：万元',
    [
      `项目编码\t${code}\t\t项目名称\t${name}\t${end}`,
      `预算规模及资金用途\t预算数\t${budget}\t其中：财政资金\t${budget}\t其他资金${end}`,
      lostCell ? `${purpose}${end}` : `\t${purpose}\t\t\t\t${end}`,
      `资金支出计划${percent}\t3月底\t\t6月底\t10月底\t12月底${end}`,
      `\t${march}\t\t${june}\t${october}\t${december}${end}`,
      `绩效目标\t${goals.map((goal, i) => `${i + 1}. ${goal}`).join(' ')}\t\t\t\t${end}`,
      `一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据${end}`,
      ...indicators.map(
        ([title, target, basis], i) => `${levels[i]}\t${title}\t${title}\t${target}\t${basis}${end}`,
      ),
    ].join('\n'),
  ].join('\n\n');
}

function layOutProse([project, first, second]: (typeof prose)[number], at: number): string {
  const purpose = projects.find(({ name }) => name === project)?.purpose;
  return [
    `(${'一二三四五六七八'[at]}) ${project}`,
    `绩效目标：${purpose}。`,
    `绩效指标：${first}，${second}。`,
  ].join('\n\n');
}

export const samplePlan: string = [
  '巨鹿县行政审批局',
  '2023 年部门预算绩效文本',
  '(草案)',
  '练习用样本：数据取自公开的绩效文本，说明文字为另写。',
  '第一部分',
  '部门整体绩效目标',
  '一、总体绩效目标',
  '窗口事项办得快、办得好，八个项目的钱按计划花、按目标见效。',
  '二、分项绩效目标',
  ...prose.map(layOutProse),
  '三、工作保障措施',
  '按节点支出，按期填报，发现偏差及时整改。',
  '第二部分',
  '预算项目绩效目标',
  ...projects.map(layOutProject),
  '',
].join('\n\n');
