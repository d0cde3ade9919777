import type { AuditEntry } from '#shared/audit.ts';
import { type Language, type Said, said } from '#shared/language.ts';
import { writeWorkbook } from '../intake/tables/write-workbook.ts';

const heads: readonly Said[] = [
  said('序号', 'No.'),
  said('时间', 'Time'),
  said('业务日期', 'Business day'),
  said('用户', 'Who'),
  said('类别', 'Kind'),
  said('当时角色', 'Roles then'),
  said('来源地址', 'Address'),
  said('操作', 'Action'),
  said('接口', 'Operation'),
  said('对象', 'Subject'),
  said('项目', 'Projects'),
  said('之前', 'Before'),
  said('之后', 'After'),
  said('被拒原因', 'Refused'),
  said('校验值', 'Hash'),
];

/** Rows of the trail as a workbook, the times as the clock at the office had them. */
export async function auditWorkbook(
  entries: readonly AuditEntry[],
  language: Language,
  timeZone: string,
): Promise<Buffer> {
  const clock = (at: string) => new Date(at).toLocaleString('sv-SE', { timeZone });
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const rows = entries.map((one) => [
    ...[one.number, clock(one.at), one.day, one.who, one.kind, one.roles, one.address, one.action],
    ...[one.route, one.subject, one.projects.join(' '), json(one.before), json(one.after)],
    ...[one.refused, one.hash],
  ]);
  const head = heads.map((text) => text[language]);
  return await writeWorkbook({ sheet: said('审计记录', 'Audit')[language], write: [head, ...rows] });
}
