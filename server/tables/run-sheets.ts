import type { EvaluationRun, PlanImportRun } from '#shared/api.ts';
import type { ImportRun } from '#shared/imports.ts';
import { type Language, type Said, said } from '#shared/language.ts';
import type { SheetFile } from '../http/sheets.ts';

const kinds = { expenditures: said('支付凭证', 'Vouchers'), measurements: said('完成值', 'Values') } as const;
const states: Record<ImportRun['state'], Said> = {
  running: said('进行中', 'running'),
  done: said('已写入', 'stored'),
  refused: said('已拒绝', 'refused'),
  waiting: said('待说明各列', 'waiting for its columns'),
  cancelled: said('已取消', 'cancelled'),
  failed: said('失败', 'failed'),
};
const checked = said('仅检查', 'checked only');

/** Imports of files as a table to be handed out. */
export function importSheet(runs: readonly ImportRun[], language: Language): SheetFile {
  const heads = [
    ...[said('文件', 'File'), said('类别', 'Kind'), said('开始', 'Started'), said('结束', 'Finished')],
    ...[said('经办', 'By'), said('结果', 'Outcome'), said('通过行数', 'Rows accepted')],
    ...[said('已知行数', 'Rows known'), said('问题行数', 'Rows rejected')],
  ];
  const rows = runs.map((one) => [
    ...[one.fileName, kinds[one.kind][language], one.startedAt, one.finishedAt, one.by],
    (one.dryRun && one.state === 'done' ? checked : states[one.state])[language],
    ...[one.accepted, one.known, one.rejectedRows],
  ]);
  return { name: said('导入记录', 'Imports'), heads, rows };
}

const planStates = { draft: said('草稿', 'draft'), committed: said('已生效', 'in force') } as const;

/** Plan documents that were read as a table to be handed out. */
export function planImportSheet(runs: readonly PlanImportRun[], language: Language): SheetFile {
  const heads = [
    ...[said('文件', 'File'), said('读入', 'Read'), said('经办', 'By'), said('结果', 'Outcome')],
    ...[said('年度', 'Year'), said('计划版本', 'Plan version')],
  ];
  const rows = runs.map(({ fileName, createdAt, createdBy, state, year, planVersion }) => [
    ...[fileName, createdAt, createdBy, planStates[state][language], year, planVersion],
  ]);
  return { name: said('绩效文本', 'Plan documents'), heads, rows };
}

const triggers: Record<EvaluationRun['trigger'], Said> = {
  cron: said('定时', 'schedule'),
  boot: said('启动', 'start'),
  manual: said('手动', 'by hand'),
  clock: said('拨动日期', 'clock'),
};
const outcomes = { ok: said('成功', 'done'), failed: said('失败', 'failed') } as const;

/** Evaluations as a table to be handed out. */
export function runSheet(runs: readonly EvaluationRun[], language: Language): SheetFile {
  const heads = [
    ...[said('开始', 'Started'), said('结束', 'Finished'), said('评判日', 'Day of judging')],
    ...[said('触发', 'Trigger'), said('结果', 'Outcome'), said('新增', 'Opened'), said('变化', 'Changed')],
    ...[said('解除', 'Resolved'), said('毫秒', 'ms'), said('错误', 'Error')],
  ];
  const rows = runs.map((one) => [
    ...[one.startedAt, one.finishedAt, one.forDay, triggers[one.trigger][language]],
    outcomes[one.ok ? 'ok' : 'failed'][language],
    ...[one.opened, one.changed, one.resolved, one.ms, one.error],
  ]);
  return { name: said('评估记录', 'Evaluations'), heads, rows };
}
