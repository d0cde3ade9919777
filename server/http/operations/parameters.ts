import { type Said, said } from '#shared/language.ts';

/** What parameters mean, by their names: they mean the same wherever they stand. */
export const parameters: Readonly<Record<string, Said>> = {
  id: said('对象的标识。', 'The identity of the thing.'),
  item: said('议程的一项。', 'An item of the agenda.'),
  with: said(
    'previous：与上一次调度会比较；now：与现在已知的同一节点比较。',
    'previous: beside the meeting before; now: beside the same node as it is known now.',
  ),
  mine: said('true：只列本人为责任人的。', 'true: only those that the caller is named for.'),
  scope: said(
    '规则范围：all、department:部门编码、project:项目编码、indicator:指标编号；只有一个部门时可写 department。',
    'A scope of rules: all, department:CODE, project:CODE, indicator:ID; department alone where there is one.',
  ),
  evidenceId: said('佐证材料的标识。', 'The identity of the evidence.'),
  code: said('项目编码。', "The project's code."),
  year: said('年度；缺省为有绩效文本的当前年度。', 'The year; by default the current one that has a plan.'),
  asOf: said(
    '计入的最后一个业务日；缺省今天，最晚该年 12 月 31 日。',
    'The last business day that counts; by default today, never past 31 December of the year.',
  ),
  today: said(
    '评判日；缺省为 asOf，未给 asOf 则为今天。',
    'The day of judging; by default asOf, else today.',
  ),
  knownAt: said('只计此刻以前已知的记录；缺省现在。', 'What was known at this instant; by default now.'),
  limit: said('每页条数。', 'How many items a page has.'),
  cursor: said('上一页应答的 nextCursor。', 'The nextCursor of the page before.'),
  project: said('项目编码。', "A project's code."),
  indicator: said('指标的 id。', "An indicator's id."),
  period: said('填报期（报告日）。', 'The reporting day.'),
  owner: said('责任人；没有责任人的项目归“财务”。', "The projects' owner; 财务 for those without one."),
  state: said('完成值、更正或议定事项的状态。', 'The state of the value, the correction or the action.'),
  condition: said(
    'pending、firing、resolved，可用逗号列出多个；缺省 pending,firing。',
    'pending, firing, resolved, comma-separated; by default pending,firing.',
  ),
  severity: said('notice、watch、warning、critical，可列多个。', 'notice, watch, warning, critical.'),
  handling: said('处置状态，可列多个。', 'The state of handling, comma-separated.'),
  kind: said('预警类别，如 SPEND_BEHIND，可列多个。', 'The kind, such as SPEND_BEHIND, comma-separated.'),
  muted: said(
    'true：只列通知已静默的；false：只列未静默的。',
    'true: only muted ones; false: only those that speak.',
  ),
  preview: said('true：只看结果，不写入。', 'true: shows what would come of it and stores nothing.'),
  since: said('序号；应答其后的变化。', 'A sequence number: what changed after it is answered.'),
  format: said('json、xlsx 或 docx；缺省 json。', 'json, xlsx or docx; by default json.'),
  dryRun: said('true：只检查，说明会写入什么，不写入。', 'true: only say what would be stored.'),
  q: said('要找的字。', 'Letters to be found.'),
  who: said('用户名或令牌名。', 'The name of a user or a token.'),
  action: said('操作，可用逗号列出多个。', 'What was done, comma-separated.'),
  from: said('从这一天（实际日期）起。', 'From this day of the real calendar on.'),
  to: said('到这一天（实际日期）止。', 'Up to and including this day of the real calendar.'),
  outcome: said('done：已办；refused：被拒绝。', 'done or refused.'),
  onError: said(
    'skip：写入没有问题的行，仍列出有问题的行。',
    'skip: store the good rows and still name the bad.',
  ),
};
