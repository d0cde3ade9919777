import { said } from '#shared/language.ts';
import { PlanImportFilter } from '#shared/tables.ts';
import type { Operation } from './operation.ts';

/** Plans and targets. */
export const plansOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/plan-imports',
    subject: 'plans',
    says: said(
      '读入一份绩效文本，得到草稿：读出的内容和要确认的问题；尚未生效。',
      'Read a plan document into a draft with its questions; nothing is in force yet.',
    ),
    needs: 'import',
    document: true,
    answers: { 201: 'PlanImport' },
  },
  {
    method: 'get',
    path: '/api/v1/plan-imports',
    subject: 'plans',
    says: said(
      '读入过的绩效文本，新的在前，或按 sort；format=xlsx 为全部各行。',
      'Plan documents that were read, newest first or by `sort`; format=xlsx hands out every row.',
    ),
    needs: 'import',
    query: [PlanImportFilter],
    answers: { 200: 'PlanImportList' },
  },
  {
    method: 'get',
    path: '/api/v1/plan-imports/{id}',
    subject: 'plans',
    says: said(
      '草稿及其原文各行；该部门当年已有计划的，附与现行计划的差异。',
      'The draft with the lines of its source; where the year has a plan, what it would change in it.',
    ),
    needs: 'import',
    answers: { 200: 'PlanImportWhole' },
  },
  {
    method: 'patch',
    path: '/api/v1/plan-imports/{id}',
    subject: 'plans',
    says: said('回答问题，更正字段；全部成立或全不改。', 'Answer questions and correct fields, all or none.'),
    needs: 'import',
    body: 'PlanImportPatch',
    answers: { 200: 'PlanImport' },
    problems: [409],
    example: { corrections: [{ pointer: '/projects/0/budget', value: '50000.00' }] },
  },
  {
    method: 'post',
    path: '/api/v1/plan-imports/{id}/commit',
    subject: 'plans',
    says: said(
      '使草稿生效；当年已有计划的为修订，须写明原因和生效日，已报的值不能失去指标或填报期。还有须先回答的问题、同一文本已生效、现行计划已不是核对时的版本时为 409。',
      'Put the draft in force; of a year that has a plan it is a revision with a reason and a day, and no reported value may lose its indicator or day. A 409 while a blocking question is open, where the same plan is in force, or where the plan has moved on since it was looked at.',
    ),
    needs: 'import',
    body: 'PlanCommit',
    bodyOptional: true,
    answers: { 200: 'PlanCommitted' },
    problems: [409],
  },
  {
    method: 'post',
    path: '/api/v1/projects/{code}/adjustments',
    subject: 'plans',
    says: said(
      '调整一个项目的预算，不需文本：自生效日起为新的一版。不给节点时，已过的节点不变，其后的按比例变动；低于已支出数不能调整。',
      "Adjust a project's budget without a document: a new version from its day on. Without nodes those past stay and those to come move in proportion; never below what was spent.",
    ),
    needs: 'adjust_plan',
    body: 'PlanAdjustment',
    once: true,
    answers: { 201: 'PlanAdjusted' },
    problems: [409],
    example: { budget: '100000.00', effectiveOn: '2023-09-01', reason: '年中调剂' },
  },
  {
    method: 'post',
    path: '/api/v1/targets/parse',
    subject: 'plans',
    says: said('一条指标值会被怎样理解；不写入。', 'How a printed target is understood; stores nothing.'),
    needs: 'signed in',
    body: 'PrintedTarget',
    answers: { 200: 'TargetReading' },
    example: { level2: '质量指标', name: '验收合格率', value: '≥98%', year: 2023 },
  },
];
