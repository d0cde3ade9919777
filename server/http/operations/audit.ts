import { AuditExportQuery, AuditFilter } from '#shared/audit.ts';
import { said } from '#shared/language.ts';
import { workbookMedia } from '../templates.ts';
import type { Operation } from './operation.ts';

/** The trail. */
export const auditOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/audit',
    subject: 'audit',
    says: said(
      '谁在何时从何处做了什么，或被拒绝了什么；新的在前。只追加，逐条相连校验。',
      'Who did what, when, from where, or was refused it; newest first. Append-only and hash-chained.',
    ),
    needs: 'audit',
    query: [AuditFilter],
    answers: { 200: 'AuditList' },
  },
  {
    method: 'get',
    path: '/api/v1/audit/export.xlsx',
    subject: 'audit',
    says: said(
      '符合条件的审计记录，作为工作簿；最多两万条，多了为 422。',
      'The rows that match as a workbook: 20,000 at most, a 422 beyond.',
    ),
    needs: 'audit',
    query: [AuditExportQuery],
    answers: { 200: { media: workbookMedia } },
  },
  {
    method: 'get',
    path: '/api/v1/audit/chain',
    subject: 'audit',
    says: said(
      '校验链的现状：条数、从何处起、最新的校验值。抄存校验值，日后可用 audit verify --expect 核对。',
      'How the chain stands: rows, where it begins, its newest hash. Written down elsewhere, audit verify --expect holds the trail against it later.',
    ),
    needs: 'audit',
    answers: { 200: 'AuditChain' },
  },
  {
    method: 'put',
    path: '/api/v1/audit/retention',
    subject: 'audit',
    says: said(
      '审计记录保存多久：整月数，至少6；null 为永久（缺省）。到期的从最旧一端删除，校验链由此接续。',
      'How long the trail is kept: whole months, 6 at least; null for good, the default. Older rows are deleted from the oldest end, and the chain goes on from there.',
    ),
    needs: 'administer',
    body: 'AuditRetention',
    answers: { 200: 'AuditChain' },
    example: { months: 36 },
  },
];
