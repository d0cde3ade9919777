import type { Language } from '#shared/language.ts';
import { accountEn, accountZh } from '../../client/text/account.ts';
import { auditEn, auditZh } from '../../client/text/audit.ts';
import { en } from '../../client/text/en.ts';
import { meetingsEn, meetingsZh } from '../../client/text/meetings.ts';
import { papersEn, papersZh } from '../../client/text/papers.ts';
import { tablesEn, tablesZh } from '../../client/text/tables.ts';
import { tourEn, tourZh } from '../../client/text/tour.ts';
import { wallZh } from '../../client/text/wall.ts';
import { wallEn } from '../../client/text/wall-en.ts';
import { zh } from '../../client/text/zh.ts';

/** Every text of the dashboard, one tree a part: what comes with the first page, and what screens bring. */
export const texts: Record<Language, readonly object[]> = {
  zh: [zh, accountZh, auditZh, meetingsZh, papersZh, tablesZh, tourZh, wallZh],
  en: [en, accountEn, auditEn, meetingsEn, papersEn, tablesEn, tourEn, wallEn],
};
