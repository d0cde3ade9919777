import type { Alert, AlertKind, Severity } from './alert.ts';
import { type Day, nodeName } from './calendar.ts';
import { type ProjectFigures, shortBy, worseLights } from './figures.ts';
import type { Language } from './language.ts';

/** What of an alert decides where it stands on an agenda. */
type Weighed = Pick<Alert, 'key' | 'kind' | 'severity' | 'condition'>;

/** A project as the agenda weighs it. */
export interface WeighedProject {
  figures: ProjectFigures;
  /** What is open of it. */
  alerts: readonly Weighed[];
}

/** So many projects are on an agenda, and so many more below the line, to be taken up instead. */
export const mostIncluded = 60;
export const mostBelow = 60;

const ranks: Record<Severity, number> = { critical: 0, warning: 1, watch: 2, notice: 3 };

/** Which of several equally grave alerts is the news: money before results, what is missing and what is said of a plan last. */
const leading: readonly AlertKind[] = [
  'OVER_BUDGET',
  'SPEND_BEHIND',
  'DEADLINE_MISSED',
  'INDICATOR_MISSED',
  'MONEY_RESULT_GAP',
  'FORECAST_SHORT',
  'LUMP_APPROACHING',
  'DEADLINE_SOON',
  'INDICATOR_AT_RISK',
  'PLAN_INVALID',
  'DATA_OVERDUE',
];

/** The gravest first; what fires before what still waits; then by the kind that leads; stable by the key. */
export function gravestFirst(a: Weighed, b: Weighed): number {
  const place = ({ kind }: Weighed) => (leading.includes(kind) ? leading.indexOf(kind) : leading.length);
  const waits = ({ condition }: Weighed) => Number(condition === 'pending');
  return (
    ranks[a.severity] - ranks[b.severity] ||
    waits(a) - waits(b) ||
    place(a) - place(b) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

/**
 * Whether a meeting has to speak of a project: its own plan, its results or its year-end stand yellow or red, or a
 * warning or worse fires about it. What is only not reported is an item of its own.
 */
export function deviates({ figures, alerts }: WeighedProject): boolean {
  const { plan, results, yearEnd } = figures.lights;
  const isOff = [plan, results, yearEnd].some(({ state }) => state === 'red' || state === 'yellow');
  return (
    isOff ||
    figures.spent > figures.budget ||
    alerts.some(
      ({ kind, severity, condition }) =>
        kind !== 'DATA_OVERDUE' && condition === 'firing' && ranks[severity] <= ranks.warning,
    )
  );
}

/**
 * The order in which a meeting takes projects, the weightiest deviation first: over the budget; then by the lights (own
 * plan, results, year-end; red, yellow, missing); then by the gravest thing that fires; then by the amount short of the
 * plan in 分; equal ones by their code.
 */
export function byDeviation(a: WeighedProject, b: WeighedProject): number {
  const gravest = ({ alerts }: WeighedProject) =>
    Math.min(4, ...alerts.flatMap((one) => (one.condition === 'firing' ? ranks[one.severity] : [])));
  return (
    worseLights(a.figures, b.figures) ||
    gravest(a) - gravest(b) ||
    shortBy(b.figures) - shortBy(a.figures) ||
    (a.figures.code < b.figures.code ? -1 : 1)
  );
}

/**
 * The news of a project in one sentence: what the gravest alert explains, without the lines it crossed and without what
 * would clear it; where nothing is open, what the worst of its lights says.
 */
export function newsOf(
  figures: ProjectFigures,
  alerts: readonly (Weighed & Pick<Alert, 'explanation'>)[],
  language: Language,
): string {
  const [gravest] = alerts.toSorted(gravestFirst);
  const text = gravest
    ? headline(gravest.explanation.text, language)
    : (worstLight(figures)?.text[language] ?? '');
  return `${figures.name}${language === 'zh' ? '：' : ': '}${text.replace(/[。.]$/, '')}`;
}

/** An explanation without what stands in brackets and without what would clear it; in Chinese its first clause. */
function headline(text: string, language: Language): string {
  const plain = text.replaceAll(/（[^（）]*）| ?\([^()]*\)/g, '');
  if (language === 'zh') return plain.split('；')[0] ?? plain;
  return plain
    .split('; ')
    .filter((clause) => !/\bclears?\b/.test(clause))
    .join('; ');
}

function worstLight({ lights: { plan, results, yearEnd } }: ProjectFigures) {
  const all = [plan, results, yearEnd];
  return all.find(({ state }) => state === 'red') ?? all.find(({ state }) => state === 'yellow');
}

/** The title of the item that names what nobody reported. */
export function missingTitle(
  missing: readonly { projectCode: string; indicators: readonly string[] }[],
  language: Language,
): string {
  const projects = new Set(missing.map(({ projectCode }) => projectCode)).size;
  const values = missing.reduce((sum, { indicators }) => sum + indicators.length, 0);
  return language === 'zh'
    ? `${projects}个项目共${values}项完成值应报未报`
    : `Values owed and not reported: ${values}, of ${projects === 1 ? 'one project' : `${projects} projects`}`;
}

/** The title of the item with the good news. */
export function goodTitle(projects: number, language: Language): string {
  return language === 'zh'
    ? `${projects}个项目达标、兑现承诺或完成整改`
    : `${projects === 1 ? 'One project' : `${projects} projects`} met a target, kept a promise or put something right`;
}

/** The title of an action that is still owed. */
export function actionTitle(
  { what, who, by, overdue }: { what: string; who: string; by: Day; overdue: boolean },
  language: Language,
): string {
  if (language === 'zh') return `上次议定未完成：${what}（${who}，${by}${overdue ? '，已逾期' : ''}）`;
  return `Decided before and not done: ${what} (${who}, ${by}${overdue ? ', overdue' : ''})`;
}

/** What a meeting is called where nobody gave it a name: by its node, for 10月底 is no quarter. */
export function meetingTitle(
  { year, node, title }: { year: number; node: Day; title: string | null },
  language: Language,
): string {
  return (
    title ?? (language === 'zh' ? `${year}年${nodeName(node)}预算绩效调度会` : `Review meeting of ${node}`)
  );
}
