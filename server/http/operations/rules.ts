import { AsOfQuery } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import { RulesQuery } from '#shared/rules-api.ts';
import type { Operation } from './operation.ts';

/** Rules. */
export const rulesOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/rules',
    subject: 'rules',
    says: said(
      '一个范围的判定规则：现行各项、各自来自哪一级、各版历史，以及每项的名称和单位；format=xlsx 导出现行各项。',
      'The rules of a scope: each limit in force, the scope it comes from, all versions, and names and units; format=xlsx for the limits in force.',
    ),
    needs: 'read',
    query: [AsOfQuery, RulesQuery],
    tagged: true,
    answers: { 200: 'RulesOfScope' },
    problems: [404],
  },
  {
    method: 'put',
    path: '/api/v1/rules/{scope}',
    subject: 'rules',
    says: said(
      '让一个范围的新规则生效：只写与上级不同的项，未写的按上级；有关项目立即重新评估。',
      'Put rules of a scope in force: only what differs from the scope above; what is absent is inherited. The projects concerned are judged at once.',
    ),
    needs: 'set_rules',
    body: 'NewRules',
    once: true,
    answers: { 200: 'RuleVersion' },
    problems: [403, 404, 409],
    example: { changes: { spending: { warning: 8 } }, reason: '年中调度会决定从严掌握', revises: 0 },
  },
  {
    method: 'post',
    path: '/api/v1/rules/backtest',
    subject: 'rules',
    says: said(
      '用过去试一试：按拟定规则，哪些预警会多出、消失或改变级别；不写入。断开请求即取消，进度经 socket 的 progress 告知。',
      'Try rules on the past: the alerts that would appear, vanish or change severity. Stores nothing. Ending the request cancels it; progress is told over the socket.',
    ),
    needs: 'set_rules',
    body: 'BackTestInput',
    answers: { 200: 'BackTest' },
    problems: [403, 404],
    example: { scope: 'all', changes: { spending: { warning: 8 } } },
  },
];
