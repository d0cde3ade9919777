import type { Alert } from '#shared/alert.ts';
import { type Language, said } from '#shared/language.ts';
import type { SheetFile } from '../http/sheets.ts';
import { handlingNames, kindNames, severityNames } from '../reports/words.ts';

const heads = [
  said('项目编码', 'Project code'),
  said('项目', 'Project'),
  said('类型', 'Kind'),
  said('级别', 'Severity'),
  said('状态', 'Condition'),
  said('期间', 'Period'),
  said('说明', 'Explanation'),
  said('责任股室', 'Section'),
  said('责任人', 'Owner'),
  said('处理', 'Handling'),
  said('原因', 'Cause'),
  said('措施', 'Measure'),
  said('承诺完成日', 'Promised for'),
  said('承诺', 'Promise'),
  said('开始', 'Since'),
  said('解除', 'Resolved'),
];

const conditions = {
  pending: said('待确认', 'pending'),
  firing: said('预警中', 'firing'),
  resolved: said('已解除', 'resolved'),
} as const;
const promises = { kept: said('已兑现', 'kept'), missed: said('已落空', 'missed') } as const;
const department = said('本部门', 'The department');

/** Alerts as a table to be handed out, with how each is being handled. */
export function alertSheet(alerts: readonly Alert[], language: Language, rectifying: boolean): SheetFile {
  const rows = alerts.map((one) => [
    ...[one.projectCode, one.projectName ?? department[language], kindNames[one.kind][language]],
    ...[severityNames[one.severity][language], conditions[one.condition][language], one.period],
    ...[one.explanation.text, one.section, one.owner, handlingNames[one.handling][language]],
    ...[one.cause ?? null, one.measure ?? null, one.promisedOn ?? null],
    ...[one.promise ? promises[one.promise][language] : null, one.since, one.resolvedOn ?? null],
  ]);
  return { name: rectifying ? said('整改台账', 'Rectification') : said('预警', 'Alerts'), heads, rows };
}
