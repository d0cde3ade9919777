import type { AlertRow } from '#db/queries/alert-rows.ts';
import type { Alert } from '#shared/alert.ts';
import { type Day, longDay } from '#shared/calendar.ts';
import { groupOf, type IndicatorGroup } from '#shared/evaluate/duties.ts';
import { indicatorLight } from '#shared/evaluate/lights.ts';
import { figuresOf, type ProjectFigures } from '#shared/figures.ts';
import { causes } from '#shared/handling.ts';
import { indicatorState } from '#shared/indicator-view.ts';
import { type Fen, parseYuan, percentOf, toWan, toWanAtLeast } from '#shared/money.ts';
import type { MonitoringReport } from '#shared/reports.ts';
import { showAlert } from '../show-alert.ts';
import { monthsBy, type ReportedProject, standingValue } from './project-data.ts';
import { kindNames } from './words.ts';

type Section = MonitoringReport['sections'][number];

/** What a written report is made from: the projects, and the alerts that fire of them. */
export interface Reported {
  department: { code: string; name: string };
  /** Where it is about one project only. */
  project: { code: string; name: string } | null;
  projects: readonly ReportedProject[];
  alerts: readonly AlertRow[];
  asOf: Day;
  today: Day;
  year: number;
}

/** So many rows a table has at most, and so many things are named one by one: more belong into the forms. */
const most = 12;
const mostNamed = 5;

/**
 * 绩效监控报告 in whole sentences: how much is spent and reached, what is off, what is promised, and what follows from
 * it. Every figure is the one of the screens for the same day. With nothing to tell it says so.
 */
export function monitoringReport(reported: Reported): MonitoringReport {
  const { department, project, projects, asOf, year, today } = reported;
  const figures = projects.map(({ snapshot, profile, days, standings }) =>
    figuresOf(snapshot, profile, days, [...standings]),
  );
  const alerts = reported.alerts.map((row) => showAlert(row, 'zh', today));
  const months = monthsBy(asOf);
  return {
    department,
    project,
    title: `${year}年1–${months}月绩效运行监控报告`,
    months,
    sections: [
      overall(reported, figures, alerts),
      spending(reported, figures, alerts),
      results(reported),
      deviations(alerts),
      next(reported, figures, alerts),
    ],
    on: today,
  };
}

function overall(
  { department, project, projects, asOf, year }: Reported,
  figures: ProjectFigures[],
  alerts: Alert[],
): Section {
  const { budget, planned, spent, forecast } = sums(figures);
  const adjusted = figures.some((one) => one.budget !== one.originalBudget);
  const scope = project
    ? `本报告对“${project.name}”项目`
    : `根据${year}年度部门预算绩效文本，${department.name}对${projects.length}个项目`;
  const reported = figures.reduce((n, one) => n + one.reported.done, 0);
  const due = figures.reduce((n, one) => n + one.reported.of, 0);
  const count = (of: 'met' | 'missed') => figures.reduce((n, one) => n + one.results[of], 0);
  const covers = projects.map(({ snapshot }) => snapshot.coveredTo);
  const covered = covers.some((day) => day === null) ? null : (covers.toSorted()[0] ?? null);
  const open = alerts.filter(({ severity }) => severity === 'warning' || severity === 'critical');
  const critical = open.filter(({ severity }) => severity === 'critical').length;
  return {
    heading: '一、总体情况',
    paragraphs: [
      `${scope}的预算执行进度和绩效目标实现程度实行“双监控”。截至${longDay(asOf)}，年度预算${adjusted ? '（调整后）' : ''}${toWan(budget)}万元，累计支出${toWan(spent)}万元，预算执行率${share(spent, budget)}；${planSentence(planned, spent)}全年预计支出${toWan(forecast)}万元，为预算的${share(forecast, budget)}。`,
      due === 0
        ? '截至目前尚无到期应报的绩效指标。'
        : reported === 0
          ? `到期应报绩效指标${due}项，均未填报。`
          : `到期应报绩效指标${due}项，已报${reported}项，其中达标${count('met')}项，未达标或存疑${count('missed')}项；未报${due - reported}项。`,
      open.length === 0
        ? '目前没有需要处理的预警。'
        : `目前需要处理的预警${open.length}条，其中严重${critical}条，涉及${new Set(open.flatMap(({ projectCode }) => projectCode ?? [])).size}个项目。`,
      covered === null
        ? '支出凭证尚未确认完整截止日，支出数以已登记凭证为准。'
        : `支出凭证数据确认至${longDay(covered)}。`,
    ],
    table: null,
  };
}

function planSentence(planned: Fen, spent: Fen): string {
  if (planned === 0) return '按本单位支出计划，尚无到期应支出数；';
  const short = planned - spent;
  const stands =
    short > 0 ? `少支出${toWan(short)}万元` : short < 0 ? `多支出${toWan(-short)}万元` : '与计划一致';
  return `按本单位支出计划应支出${toWan(planned)}万元，完成计划的${share(spent, planned)}，${stands}；`;
}

function spending({ project }: Reported, figures: ProjectFigures[], alerts: Alert[]): Section {
  const light = (state: string) => figures.filter(({ lights }) => lights.plan.state === state).length;
  const of = (kind: Alert['kind']) => alerts.filter((one) => one.kind === kind);
  const paragraphs = [
    project
      ? `${figures[0]?.lights.plan.text.zh ?? ''}。`
      : `对照本单位支出计划，${figures.length}个项目中正常${light('green')}个、预警${light('yellow')}个、严重${light('red')}个，尚无到期计划或待判定${light('grey')}个。`,
    ...told('支出滞后的项目', of('SPEND_BEHIND')),
    ...told('全年预计不足的项目', of('FORECAST_SHORT')),
    ...told('超预算的项目', of('OVER_BUDGET')),
    ...told('大额支出临近的项目', of('LUMP_APPROACHING')),
  ];
  const behind = figures.toSorted(
    (a, b) => b.planned - b.spent - (a.planned - a.spent) || a.code.localeCompare(b.code),
  );
  const shown = behind.slice(0, most);
  return {
    heading: '二、预算执行情况',
    paragraphs: paragraphs.length > 1 ? paragraphs : [...paragraphs, '支出没有偏离计划的预警。'],
    table: {
      heads: ['项目', '预算数', '应支出', '已支出', '执行率', '完成计划', '全年预计'],
      rows: [
        ...shown.map((one) => [one.name, ...moneyCells(one)]),
        ...(figures.length > 1 ? [['合计', ...moneyCells(sums(figures))]] : []),
      ],
      note: note('单位：万元。按少支出的金额排列', figures.length, shown.length, '支出进度排名'),
    },
  };
}

function moneyCells({ budget, planned, spent, forecast }: ReturnType<typeof sums>): string[] {
  return [
    toWan(budget),
    toWan(planned),
    toWan(spent),
    share(spent, budget),
    share(spent, planned),
    toWan(forecast),
  ];
}

const groupNames: Record<IndicatorGroup, string> = {
  output: '产出',
  benefit: '效益',
  satisfaction: '满意度',
};

function results({ projects, asOf }: Reported): Section {
  const all = projects.flatMap(({ snapshot, standings, days }) =>
    standings.map((standing) => ({
      standing,
      project: snapshot.plan.name,
      group: groupOf(standing.indicator),
      light: indicatorLight(standing),
      state: indicatorState(snapshot.plan, standing, days),
      latest: standing.owed.findLast((day) => day <= asOf),
    })),
  );
  const rows = (['output', 'benefit', 'satisfaction'] as const).map((group) => {
    const of = all.filter((one) => one.group === group);
    const due = of.filter(({ latest }) => latest !== undefined);
    const done = due.filter(({ standing, latest }) => standing.known.some(({ period }) => period === latest));
    const count = (...lights: string[]) => done.filter(({ light }) => lights.includes(light)).length;
    const numbers = [of.length, due.length, done.length, count('green'), count('red', 'yellow')];
    return [groupNames[group], ...numbers.map(String), String(due.length - done.length)];
  });
  const missed = all.filter(({ state }) => state === 'missed' || state === 'missed_badly');
  const missing = all.filter(({ standing }) => standing.missing);
  const name = ({ project, standing }: (typeof all)[number]) => `“${project}”的${standing.indicator.name}`;
  const paragraphs = [
    !all.some(({ standing }) => standing.known.length > 0)
      ? '尚未填报绩效指标完成值。'
      : missed.length === 0
        ? '已填报并审定的指标没有未达标的。'
        : `未达标的指标${missed.length}项：${listed(missed, (one) => {
            const value = standingValue(one.standing)?.printed;
            return `${name(one)}（目标${one.standing.indicator.printed}${value ? `，完成${value}` : ''}）`;
          })}。`,
    ...(missing.length > 0
      ? [`逾期未报的指标${missing.length}项：${listed(byProject(missing), namesOf)}。`]
      : []),
  ];
  return {
    heading: '三、绩效目标完成情况',
    paragraphs,
    table: {
      heads: ['类别', '指标数', '到期应报', '已报', '达标', '未达标或存疑', '未报'],
      rows,
      note: null,
    },
  };
}

function deviations(alerts: Alert[]): Section {
  const asked = alerts.filter(isAsked);
  const taken = asked.filter(({ measure }) => measure !== undefined);
  const waiting = asked.length - taken.length;
  if (asked.length === 0)
    return { heading: '四、偏差与整改', paragraphs: ['目前没有需要签收和整改的偏差。'], table: null };
  const byCause = causes.flatMap((cause) => {
    const count = taken.filter((one) => one.cause === cause).length;
    return count > 0 ? [`${cause}${count}项`] : [];
  });
  const missed = taken.filter(({ promise }) => promise === 'missed').length;
  const shown = taken
    .toSorted((a, b) => (a.promisedOn ?? '9999').localeCompare(b.promisedOn ?? '9999'))
    .slice(0, most);
  return {
    heading: '四、偏差与整改',
    paragraphs: [
      `需要签收和整改的偏差${asked.length}项，已签收并提出措施${taken.length}项，尚未签收${waiting}项。${byCause.length > 0 ? `偏差原因：${byCause.join('、')}。` : ''}${missed > 0 ? `其中${missed}项承诺已逾期。` : ''}`,
    ],
    table:
      taken.length === 0
        ? null
        : {
            heads: ['项目', '问题', '责任人', '偏差原因', '整改措施', '承诺完成日'],
            rows: shown.map((one) => [
              one.projectName ?? '',
              kindNames[one.kind].zh,
              one.owner,
              one.cause ?? '',
              one.measure ?? '',
              `${one.promisedOn ?? ''}${one.promise === 'missed' ? '（逾期）' : ''}`,
            ]),
            note: note('', taken.length, shown.length, '整改台账'),
          },
  };
}

function next({ asOf }: Reported, figures: ProjectFigures[], alerts: Alert[]): Section {
  const asked = alerts.filter(isAsked);
  const behind = alerts.filter(({ kind }) => kind === 'SPEND_BEHIND');
  const clears = behind.flatMap((one) => {
    const fen = one.explanation.toClear === null ? undefined : parseYuan(one.explanation.toClear);
    return fen ? [{ name: one.projectName ?? '', fen }] : [];
  });
  clears.sort((a, b) => b.fen - a.fen);
  const untaken = asked.filter(({ measure }) => measure === undefined);
  const promised = asked.filter(
    ({ promisedOn, promise }) => promisedOn !== undefined && promise !== 'missed',
  );
  const late = asked.filter(({ promise }) => promise === 'missed');
  const owed = alerts.filter(({ kind }) => kind === 'DATA_OVERDUE');
  const overdue = owed.filter(({ projectCode }) => projectCode !== null);
  const unconfirmed = owed.length > overdue.length;
  const low = alerts.filter(({ kind }) => kind === 'TARGET_TOO_LOW');
  const inYear = figures.length > 0 && asOf.slice(5) !== '12-31';
  const steps = [
    ...(clears.length > 0 && inYear
      ? [
          `加快支出进度。${listed(clears, ({ name, fen }) => `“${name}”再支出${toWanAtLeast(fen)}万元即可解除支出滞后预警`)}。`,
        ]
      : []),
    ...(unconfirmed ? ['确认支出凭证。请财务确认支出凭证的截止日，没有支出的按零支出确认。'] : []),
    ...(overdue.length > 0
      ? [
          `补报绩效数据。请${listed(names(overdue), (name) => `“${name}”`)}尽快补报逾期的完成值，确实无法取得的说明原因并报审定。`,
        ]
      : []),
    ...(untaken.length > 0
      ? [`落实整改责任。尚未签收的${untaken.length}项偏差，请责任人查明原因，明确措施和完成时限。`]
      : []),
    ...(promised.length > 0
      ? [
          `兑现整改承诺。${listed(promised, (one) => `“${one.projectName ?? ''}”（${one.owner}）于${longDay(one.promisedOn ?? asOf)}前完成：${one.measure ?? ''}`)}。`,
        ]
      : []),
    ...(late.length > 0
      ? [
          `督办逾期事项。${listed(names(late), (name) => `“${name}”`)}的整改承诺已逾期，请重新明确时限并说明原因。`,
        ]
      : []),
    ...(low.length > 0
      ? [`完善绩效目标。${low.length}项指标的完成值明显高于目标值，编制下年度目标时应据实调整。`]
      : []),
  ];
  const paragraphs =
    steps.length > 0
      ? steps.map((step, at) => `（${'一二三四五六七'[at]}）${step}`)
      : ['各项目继续按计划组织实施，按期确认支出凭证、填报绩效指标完成值。'];
  return { heading: '五、下一步建议', paragraphs, table: null };
}

interface Named {
  project: string;
  standing: { indicator: { name: string } };
}

function byProject(all: readonly Named[]): Named[][] {
  const found = new Map<string, Named[]>();
  for (const one of all) found.set(one.project, [...(found.get(one.project) ?? []), one]);
  return [...found.values()];
}

/** “项目”的甲、乙、丙等6项. */
function namesOf(of: readonly Named[]): string {
  const shown = of.slice(0, mostNamed).map(({ standing }) => standing.indicator.name);
  return `“${of[0]?.project ?? ''}”的${shown.join('、')}${of.length > mostNamed ? `等${of.length}项` : ''}`;
}

/** Whether somebody has to do something about it. */
function isAsked({ kind, severity }: Alert): boolean {
  return kind !== 'DATA_OVERDUE' && (severity === 'warning' || severity === 'critical');
}

function told(what: string, alerts: readonly Alert[]): string[] {
  if (alerts.length === 0) return [];
  const worst = alerts.toSorted((a, b) => Number(b.explanation.gap ?? 0) - Number(a.explanation.gap ?? 0));
  return [
    `${what}${new Set(alerts.map(({ projectCode }) => projectCode)).size}个：${listed(
      worst,
      ({ projectName, explanation }) => `“${projectName ?? ''}”，${explanation.text.replace(/。$/, '')}`,
    )}。`,
  ];
}

function names(alerts: readonly Alert[]): string[] {
  return [...new Set(alerts.flatMap(({ projectName }) => projectName ?? []))];
}

/** The first of them in words, and how many more there are. */
function listed<One>(all: readonly One[], say: (one: One) => string): string {
  const shown = all.slice(0, mostNamed).map(say).join('；');
  return all.length > mostNamed ? `${shown}等${all.length}项` : shown;
}

function note(said: string, all: number, shown: number, where: string): string | null {
  const left = all > shown ? `其余${all - shown}项见${where}` : '';
  return [said, left].filter(Boolean).join('；') || null;
}

function sums(figures: readonly Pick<ProjectFigures, 'budget' | 'planned' | 'spent' | 'forecast'>[]) {
  const sum = (of: 'budget' | 'planned' | 'spent' | 'forecast') =>
    figures.reduce((total, one) => total + one[of], 0);
  return { budget: sum('budget'), planned: sum('planned'), spent: sum('spent'), forecast: sum('forecast') };
}

function share(part: Fen, whole: Fen): string {
  return whole === 0 ? '—' : `${percentOf(part, whole)}%`;
}
