import type { DepartmentIndicator, Reading, ReadingNote, ReadProject } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { type PlanLine, plain } from './plan-text.ts';

/**
 * The indicators of the prose part: under a heading `(一) …`, the phrases after 绩效指标. Each phrase is a
 * name and a target, `群众满意度达到99%`; one without a figure keeps its words as a name and is asked about.
 */
export function readProse(lines: PlanLine[], projects: ReadProject[], year: number): DepartmentIndicator[] {
  const codes = new Map(projects.map(({ code, name }) => [plain(name), code]));
  const found: DepartmentIndicator[] = [];
  let subject = '';
  let collecting = false;
  for (const { line, text, columns } of lines) {
    const heading = /^[(（]\s*[一二三四五六七八九十百]+\s*[)）]\s*(.+)$/.exec(text)?.[1];
    const start = /^绩效指标\s*[:：]\s*(.*)$/.exec(text)?.[1];
    if (heading !== undefined) subject = heading.trim();
    if (heading !== undefined || text === '' || columns || /^[一二三四五六七八九十]+、/.test(text))
      collecting = false;
    if (start !== undefined) collecting = true;
    if (!collecting || subject === '') continue;
    const projectCode = codes.get(plain(subject));
    for (const { name, printed } of phrases(start ?? text)) {
      const target = printed === '' ? unread() : readTarget({ level2: '', name, value: printed, year });
      found.push({ subject, ...(projectCode ? { projectCode } : {}), name, printed, target, line });
    }
  }
  return found;
}

const operators =
  '(?:不低于|不少于|不高于|不超过|大于或?等于|小于或?等于|达到|达|大于|高于|超过|小于|低于|少于|控制在|保持在|接近于?|趋近于?|提高到?|提升|增长|降低|下降|减少|为)';
const withFigure = new RegExp(`^(.+?)((?:${operators})?[≥≤<>=≧≦]?\\s*\\d[\\d.,]*[^\\d]{0,8})$`);

/** The phrases of a sentence as names and targets. */
export function phrases(text: string): { name: string; printed: string }[] {
  return text
    .split(/[，；;。、]|,(?!\d{3})/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => {
      // No phrase of a plan is longer; the pattern's time grows with the square of the length.
      const [, name = phrase, printed = ''] = (phrase.length <= 300 && withFigure.exec(phrase)) || [];
      return { name: name.trim(), printed: printed.trim() };
    });
}

function unread(): TargetReading {
  const target = readTarget({ level2: '', name: '', value: '定性', year: 2000 });
  return { ...target, confidence: 'low', notes: ['没有找到目标值，请确认。'] };
}

/**
 * Links prose indicators to the table indicators that they repeat: same project, nearly the same name,
 * the same unit. Where the two targets differ it is a conflict and is noted; both stay as printed.
 */
export function linkProse(
  prose: DepartmentIndicator[],
  projects: ReadProject[],
): { linked: DepartmentIndicator[]; notes: ReadingNote[] } {
  const notes: ReadingNote[] = [];
  const linked = prose.map((one) => {
    const project = projects.find(({ code }) => code === one.projectCode);
    const alike = (project?.indicators ?? [])
      .filter(({ target }) => target.kind === one.target.kind && target.unit === one.target.unit)
      .map((indicator) => ({ indicator, near: likeness(one.name, indicator.name) }))
      .filter(({ near }) => near >= 0.65)
      .toSorted((a, b) => b.near - a.near);
    const [best, next] = alike;
    if (!best || (next && next.near === best.near)) return one;
    const conflict = differs(one.target, best.indicator.target);
    if (conflict) {
      const { name, printed } = best.indicator;
      const message = `“${one.name}”正文为“${one.printed}”，附表“${name}”为“${printed}”，两者并存，请核对。`;
      notes.push({ line: one.line, code: 'prose_conflict', message });
    }
    return { ...one, linkedTo: best.indicator.name, conflict };
  });
  return { linked, notes };
}

/** The reading with its links and conflicts as they are after a change; other notes stay. */
export function relink(reading: Reading): Reading {
  const bare = reading.departmentIndicators.map(({ linkedTo: _, conflict: __, ...rest }) => rest);
  const { linked, notes } = linkProse(bare, reading.projects);
  const others = reading.notes.filter(({ code }) => code !== 'prose_conflict');
  return {
    ...reading,
    departmentIndicators: linked,
    notes: [...others, ...notes].toSorted((a, b) => a.line - b.line),
  };
}

function differs(a: TargetReading, b: TargetReading): boolean {
  const figure = (text: string | undefined) => text?.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return (
    a.operator !== b.operator ||
    figure(a.value) !== figure(b.value) ||
    figure(a.upper) !== figure(b.upper) ||
    a.date !== b.date
  );
}

/** How alike two names are, 0 to 1: the share of neighbouring pairs of characters they have in common. */
export function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  if (core(a) === core(b)) return 1;
  const common = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at >= 0) right.splice(at, 1);
    return at >= 0;
  }).length;
  return left.length === 0 ? 0 : (2 * common) / (left.length + right.length + common);
}

function core(name: string): string {
  return plain(name)
    .replace(/^(?:加强|更换|提高|提升|规范|保障|完善|推进|持续)+/, '')
    .replaceAll('的', '');
}

function pairs(name: string): string[] {
  const text = core(name);
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}
