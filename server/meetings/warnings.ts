import { mostBelow, mostIncluded } from '#shared/agenda.ts';
import { nodeName } from '#shared/calendar.ts';
import { type Said, said } from '#shared/language.ts';
import type { Gathered } from './gather.ts';
import type { Moment } from './moment.ts';

/** Something that whoever opens a meeting should know first. It counts nothing that not everybody sees. */
export interface Warning extends Said {
  /** The code of the department that it is about; null where it is about the meeting. */
  department: string | null;
}

/**
 * What speaks against opening a meeting now: values of its node that may still come in time, a ledger that is not said
 * to be complete up to the node, a posting lag that is not over, and more deviations than an agenda holds.
 */
export function warningsOf(
  { gathered, left, sameOpen }: { gathered: Gathered; left: number; sameOpen: boolean },
  { asOf, today }: Moment,
): Warning[] {
  const name = nodeName(asOf);
  const warnings: Warning[] = [];
  const departments = [
    ...new Map(
      gathered.projects.map(({ figures }) => [figures.department.code, figures.department]),
    ).values(),
  ];
  for (const department of departments.sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const own = gathered.projects.filter(({ figures }) => figures.department.code === department.code);
    const of = departments.length > 1 ? said(`${department.name}：`, `${department.name}: `) : said('', '');
    const add = (zh: string, en: string) =>
      warnings.push({ department: department.code, ...said(of.zh + zh, of.en + en) });
    const dueBy = own
      .flatMap((one) => one.dueBy ?? [])
      .sort()
      .at(-1);
    if (dueBy !== undefined && today <= dueBy)
      add(
        `${name}的完成值${dueBy}前报送都算及时，尚未报齐。`,
        `Values of ${asOf} are in time until ${dueBy} and not all in yet.`,
      );
    const covered = own.map(({ coveredTo }) => coveredTo ?? '').sort()[0] ?? '';
    if (covered < asOf)
      add(
        covered === ''
          ? `凭证截止日尚未确认，${name}的支出可能不全。`
          : `凭证只确认到${covered}，${name}的支出可能不全。`,
        covered === ''
          ? `Nobody has confirmed up to which day the ledger is complete: spending by ${asOf} may be incomplete.`
          : `The ledger is confirmed up to ${covered} only: spending by ${asOf} may be incomplete.`,
      );
    const judgedFrom =
      own
        .map((one) => one.judgedFrom)
        .sort()
        .at(-1) ?? '';
    if (today < judgedFrom)
      add(
        `入账滞后期未满，${name}的支出缺口自${judgedFrom}起才判定。`,
        `The posting lag is not over: a shortfall of ${asOf} counts from ${judgedFrom}.`,
      );
  }
  if (sameOpen)
    warnings.push({
      department: null,
      ...said(`${name}已有一次调度会尚未结束。`, `A meeting of ${asOf} is open already.`),
    });
  if (left > 0)
    warnings.push({
      department: null,
      ...said(
        `有偏差的项目较多，议程只列偏差最大的${mostIncluded}个，另备${mostBelow}个，其余见项目总表。`,
        `There are more deviations than an agenda holds: the ${mostIncluded} weightiest are on it, ${mostBelow} more below the line, the others in the table of projects.`,
      ),
    });
  return warnings;
}
