import { said } from '#shared/language.ts';
import type { DepartmentIndicator, Reading, ReadingNote, ReadProject } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { type PlanLine, plain } from './plan-text.ts';
import { passages } from './prose-passages.ts';
import { phrases } from './prose-phrases.ts';

/**
 * The indicators of the prose part: under a heading, the phrases after 绩效指标. Each phrase is a name and a
 * target, `群众满意度达到99%`; one without a figure keeps its words as a name and is asked about. Headings and
 * items may be numbered in any style, and a sentence may run over several lines.
 */
export function readProse(lines: PlanLine[], projects: ReadProject[], year: number): DepartmentIndicator[] {
  const codes = codesByName(projects);
  const names = new Set(projects.map(({ name }) => plainName(name)));
  const isProject = (words: string) => names.has(plainName(words));
  return passages(lines, isProject).flatMap(({ subject, parts }) => {
    const projectCode = codes.get(plainName(subject));
    const text = parts.map((part) => part.text).join('');
    const lineAt = (at: number) => {
      let begin = 0;
      for (const part of parts) {
        begin += part.text.length;
        if (at < begin) return part.line;
      }
      return parts[0]?.line ?? 0;
    };
    return phrases(text).map(({ name, printed, at }) => ({
      subject,
      ...(projectCode ? { projectCode } : {}),
      name,
      printed,
      target: printed === '' ? unread() : readTarget({ level2: '', name, value: printed, year }),
      line: lineAt(at),
    }));
  });
}

function codesByName(projects: readonly ReadProject[]): Map<string, string> {
  return new Map(projects.flatMap(({ code, name }) => (code ? [[plainName(name), code] as const] : [])));
}

/** A project's name for comparing: 政务外网费用项目 is 政务外网费用. */
function plainName(name: string): string {
  return plain(name).replace(/(?<=.{4})项目$/, '');
}

function unread(): TargetReading {
  const target = readTarget({ level2: '', name: '', value: '定性', year: 2000 });
  return {
    ...target,
    confidence: 'low',
    notes: [said('没有找到目标值，请确认。', 'No target was found; please confirm.')],
  };
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
  const byCode = new Map(projects.map((project) => [project.code, project]));
  const linked = prose.map((one) => {
    const project = one.projectCode ? byCode.get(one.projectCode) : undefined;
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
      const message = said(
        `“${one.name}”正文为“${one.printed}”，附表“${name}”为“${printed}”，两者并存，请核对。`,
        `The prose says “${one.printed}” for “${one.name}”, the table “${printed}” for “${name}”. Both are kept; please check.`,
      );
      notes.push({ line: one.line, code: 'prose_conflict', message });
    }
    return { ...one, linkedTo: best.indicator.name, conflict };
  });
  return { linked, notes };
}

/** The reading with its links and conflicts as they are after a change; other notes stay. */
export function relink(reading: Reading): Reading {
  const codes = codesByName(reading.projects);
  const bare = reading.departmentIndicators.map(({ linkedTo: _, conflict: __, ...rest }) => {
    const projectCode = rest.projectCode ?? codes.get(plainName(rest.subject));
    return projectCode ? { ...rest, projectCode } : rest;
  });
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
