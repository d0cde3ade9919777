import { z } from 'zod';
import { Page } from '#shared/api.ts';
import { type Said, said } from '#shared/language.ts';
import { HttpError, type SaidRowProblem } from './errors.ts';

/** A batch takes so many rows. */
export const mostRows = 10_000;

/** A page of a list, of one project where it is named. */
export const OfProject = Page.extend({ project: z.string().optional() });

const inChinese = z.locales.zhCN().localeError;
const inEnglish = z.locales.en().localeError;

/** What our own checks mean, by the `said` of their parameters. */
const ours: Record<string, Said> = {
  matchers: said('至少要写明一项静默范围', 'say at least one thing that the silence is for'),
  day: said('日期应写作 YYYY-MM-DD，且确有其日', 'a day is written YYYY-MM-DD and must exist'),
  money: said(
    '金额应为以元为单位的十进制数，最多两位小数，如 80000.00',
    'money is a decimal of yuan with at most two decimals, such as 80000.00',
  ),
  rule_order: said('这条线应低于下一条线', 'this limit must lie below the next one'),
  points_of_100: said('各项分值合计应为100', 'the points must add up to 100'),
};

/** What an issue of zod says, in both languages. */
function saidIssue(issue: z.core.$ZodIssue): Said {
  const name = issue.code === 'custom' ? (issue.params?.said as string | undefined) : undefined;
  const own = name ? ours[name] : undefined;
  if (own) return own;
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return said('缺少这一项', 'this is missing');
  const length = saidLength(issue);
  if (length) return length;
  const raw = issue as z.core.$ZodRawIssue;
  return said(textOf(inChinese(raw)), textOf(inEnglish(raw)));
}

/** Too little or too much of a text, a list or a number, in words; an empty text is one that is missing. */
function saidLength(issue: z.core.$ZodIssue): Said | undefined {
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return undefined;
  const isLeast = issue.code === 'too_small';
  const limit = Number(isLeast ? issue.minimum : issue.maximum);
  const most = isLeast ? said('至少', 'at least') : said('最多', 'at most');
  if (issue.origin === 'string')
    return isLeast && limit === 1
      ? said('请填写，不能为空', 'fill this in; it cannot be empty')
      : said(`${most.zh}${limit}个字`, `${most.en} ${limit} characters`);
  if (issue.origin === 'array') return said(`${most.zh}${limit}项`, `${most.en} ${limit} of them`);
  if (!issue.inclusive) return undefined;
  return said(`${isLeast ? '不能小于' : '不能大于'}${limit}`, `${most.en} ${limit}`);
}

function textOf(answer: string | { message: string } | null | undefined): string {
  return typeof answer === 'string' ? answer : (answer?.message ?? '');
}

/** The issues of a failed parse as problems; `row` counts from 1 where the value is one of a batch. */
export function problemsOf(error: z.ZodError, row?: number): SaidRowProblem[] {
  return error.issues.map((issue) => {
    const path = [
      ...issue.path.map(String),
      ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []),
    ];
    return {
      ...(row !== undefined && { row }),
      pointer: `/${path.join('/')}`,
      ...(path.length > 0 && { column: String(path[0]) }),
      code: issue.code,
      message: saidIssue(issue),
    };
  });
}

/** A body as the schema understands it; a 422 that names every bad field otherwise. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  return parseOr(422, schema, body);
}

/** Query parameters as the schema understands them; a 400 that names every bad one otherwise. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  return parseOr(400, schema, query);
}

function parseOr<Schema extends z.ZodType>(
  status: 400 | 422,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error);
  const [first] = problems;
  const place = first?.pointer && first.pointer !== '/' ? `${first.pointer.slice(1)}: ` : '';
  throw new HttpError(
    status,
    'invalid',
    said(`${place}${first?.message.zh ?? ''}`, `${place}${first?.message.en ?? ''}`),
    problems,
  );
}

/** The items of a batch, as one object or `{items: […]}`: what was understood, and what was not, by row. */
export function parseItems<Schema extends z.ZodType>(schema: Schema, body: unknown, most: number) {
  const items = itemsOf(body, most);
  const rows: { row: number; item: z.output<Schema> }[] = [];
  const problems: SaidRowProblem[] = [];
  items.forEach((value, index) => {
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) rows.push({ row: index + 1, item: parsed.data });
    else problems.push(...problemsOf(parsed.error, index + 1));
  });
  return { rows, problems };
}

function itemsOf(body: unknown, most: number): unknown[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HttpError(
      400,
      'malformed',
      said('请求体应为一个对象，或 {"items": [...]}', 'The body must be an object or {"items": [...]}'),
    );
  }
  if (!('items' in body)) return [body];
  if (!Array.isArray(body.items) || body.items.length === 0 || body.items.length > most) {
    throw new HttpError(
      422,
      'items',
      said(`items 应为 1 至 ${most} 行的数组`, `items must be an array of 1 to ${most} rows`),
    );
  }
  return body.items;
}

/** A page of a list that is keyed by whole numbers: asked for one more than shown, to know whether more follow. */
export function pageOf<Item extends { id: number }>(rows: Item[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.id) : null };
}

/** The id that a cursor of `pageOf` stands for; undefined without one. */
export function cursorId(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new HttpError(400, 'cursor', said('cursor 不是本接口给出的', 'The cursor is not one of ours'));
  }
  return Number(cursor);
}
