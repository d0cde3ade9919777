import { said } from '#shared/language.ts';
import { MeetingFilter } from '#shared/meeting.ts';
import { MeetingPreviewQuery } from '../meetings.ts';
import type { Operation } from './operation.ts';

/** Review meetings (调度会): opening, holding and what they leave behind. */
export const meetingsOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/meetings',
    subject: 'meetings',
    says: said('调度会，最近的在前。', 'Review meetings, the latest first.'),
    needs: 'read',
    query: [MeetingFilter],
    answers: { 200: 'MeetingList' },
  },
  {
    method: 'post',
    path: '/api/v1/meetings',
    subject: 'meetings',
    says: said(
      '开一次调度会：数据截至节点、按今天判定、以此刻已知为准，从此不变。',
      'Open a review meeting: figures as of the node, judged today, as known now, never to change again.',
    ),
    needs: 'hold_meeting',
    query: [MeetingPreviewQuery],
    body: 'MeetingOpening',
    once: true,
    answers: { 200: 'MeetingPreview', 201: 'Meeting' },
    example: { node: '2023-06-30' },
  },
  {
    method: 'get',
    path: '/api/v1/meetings/{id}',
    subject: 'meetings',
    says: said(
      '一次调度会：当时的材料，连同会上补充的内容；只含本人可见的项目。',
      'A meeting: what was frozen and what people added to it; only of projects that the caller sees.',
    ),
    needs: 'read',
    answers: { 200: 'Meeting' },
  },
];
