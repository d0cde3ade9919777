import { said } from '#shared/language.ts';
import { ReportQuery } from '../reports.ts';
import type { Operation } from './operation.ts';

/** The official forms, and the notices of single alerts. */
export const papersOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/reports/monitoring-form',
    subject: 'papers',
    says: said('项目支出绩效目标执行监控表，一个项目或全部。', 'The monitoring form of one project or all.'),
    needs: 'read',
    query: [ReportQuery],
    answers: { 200: 'MonitoringForms' },
  },
  {
    method: 'get',
    path: '/api/v1/reports/self-evaluation',
    subject: 'papers',
    says: said('项目支出绩效自评表，一个项目或全部。', 'The self-evaluation form of one project or all.'),
    needs: 'read',
    query: [ReportQuery],
    answers: { 200: 'SelfEvaluationForms' },
  },
  {
    method: 'get',
    path: '/api/v1/reports/summary',
    subject: 'papers',
    says: said('汇总表。', 'The summary of the departments.'),
    needs: 'read',
    query: [ReportQuery],
    answers: { 200: 'SummaryReport' },
  },
  {
    method: 'get',
    path: '/api/v1/reports/ranking',
    subject: 'papers',
    says: said('支出进度排名：项目与股室。', 'The ranking of spending: projects and sections.'),
    needs: 'read',
    query: [ReportQuery],
    answers: { 200: 'RankingReport' },
  },
  {
    method: 'get',
    path: '/api/v1/reports/rectification-ledger',
    subject: 'papers',
    says: said('整改台账。', 'The rectification ledger.'),
    needs: 'read',
    query: [ReportQuery],
    answers: { 200: 'RectificationLedger' },
  },
  {
    method: 'get',
    path: '/api/v1/alerts/{id}/notice',
    subject: 'papers',
    says: said('一条预警的提示函或整改通知书。', 'The reminder or rectification notice of one alert.'),
    needs: 'read',
    query: [ReportQuery],
    answers: { 200: 'AlertNotice' },
  },
];
