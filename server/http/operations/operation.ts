import type { z } from 'zod';
import { type Said, said } from '#shared/language.ts';
import type { Action } from '#shared/rights.ts';
import type { answerSchemas, requestSchemas } from './schemas.ts';

/** What the operations are about, in the order in which the readable page shows them. */
export const subjects = {
  session: said('登录', 'Signing in'),
  account: said('我的账号', 'The own account'),
  people: said('用户与令牌', 'People and tokens'),
  plans: said('绩效文本与目标', 'Plans and targets'),
  actuals: said('支出、完成值与账', 'What actually happened'),
  monitoring: said('监控', 'Monitoring'),
  handling: said('处理与结账', 'Handling and closing'),
  meetings: said('调度会', 'Review meetings'),
  papers: said('报表与文书', 'Papers'),
  rules: said('判定规则', 'Rules of judging'),
  audit: said('审计', 'Audit'),
  system: said('系统', 'System'),
  running: said('运行与文档', 'Running and description'),
} as const;

/** One request that the server understands. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With its parameters in braces. */
  path: string;
  subject: keyof typeof subjects;
  says: Said;
  /** What the caller must be allowed: an action of the rights, to be signed in at all, or nothing. */
  needs: Action | 'signed in' | 'nobody';
  query?: readonly z.ZodObject[];
  body?: keyof typeof requestSchemas;
  /** Whether the body may be left out. */
  bodyOptional?: true;
  /** A body that is a document rather than JSON: as text, or as the field `file` of a form. */
  document?: true;
  /** A body that is a form with the field `file`: its other fields, and what each says. */
  formTexts?: Readonly<Record<string, Said>>;
  /** Besides its JSON body it takes a file, as the field `file` of a form. */
  file?: true;
  /** Repeating it with the same `Idempotency-Key` header answers what it answered first. */
  once?: true;
  /** Answered with an ETag, and with a 304 where nothing has changed. */
  tagged?: true;
  /** Status and what is answered: JSON by its schema's name, another media type, or nothing. */
  answers: Readonly<Record<number, keyof typeof answerSchemas | { media: string } | null>>;
  /** Problems besides those that follow from the rest. */
  problems?: readonly number[];
  /** A body as one would send it. */
  example?: unknown;
}
