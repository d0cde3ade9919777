import { AlertFilter, AsOfQuery, Page } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import { OfProject } from '../parse.ts';
import type { Operation } from './operation.ts';

/** Monitoring. */
export const monitoringOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/overview',
    subject: 'monitoring',
    says: said('某日的部门总览。', 'The department on a day.'),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'Overview' },
  },
  {
    method: 'get',
    path: '/api/v1/projects',
    subject: 'monitoring',
    says: said('各项目及其四个灯，最差的在前。', 'The projects with their four lights, the worst first.'),
    needs: 'read',
    query: [AsOfQuery, Page],
    tagged: true,
    answers: { 200: 'ProjectList' },
  },
  {
    method: 'get',
    path: '/api/v1/projects/{code}',
    subject: 'monitoring',
    says: said(
      '一个项目的全部：节点、指标、支出曲线、预警、版本。',
      'One project whole: nodes, indicators, spending curve, alerts, versions.',
    ),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'ProjectWhole' },
  },
  {
    method: 'get',
    path: '/api/v1/projects/{code}/snapshot',
    subject: 'monitoring',
    says: said(
      '评判一个项目所用的全部数据，供在本地试算。',
      'All that judging a project takes, for dry runs on the spot.',
    ),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'ProjectSnapshot' },
  },
  {
    method: 'get',
    path: '/api/v1/projects/{code}/expenditures',
    subject: 'monitoring',
    says: said('一个项目的支出明细。', 'The expenditures of one project.'),
    needs: 'read',
    query: [AsOfQuery, Page],
    tagged: true,
    answers: { 200: 'ExpenditureList' },
  },
  {
    method: 'get',
    path: '/api/v1/indicators',
    subject: 'monitoring',
    says: said('各指标、最近的完成值和现状。', 'Every indicator with its last value and how it stands.'),
    needs: 'read',
    query: [AsOfQuery, OfProject],
    tagged: true,
    answers: { 200: 'IndicatorList' },
  },
  {
    method: 'get',
    path: '/api/v1/alerts',
    subject: 'monitoring',
    says: said(
      '预警；缺省为待定和触发中的。筛选项可用逗号列出多个。',
      'Alerts; by default those pending and firing. Filters take several values, comma-separated.',
    ),
    needs: 'read',
    query: [AsOfQuery, AlertFilter],
    tagged: true,
    answers: { 200: 'AlertList' },
  },
  {
    method: 'get',
    path: '/api/v1/alerts/{id}',
    subject: 'monitoring',
    says: said('一条预警，连同算式和全部经过。', 'One alert with its arithmetic and its whole history.'),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'Alert' },
  },
];
