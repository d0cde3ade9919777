import { Router } from 'express';
import { z } from 'zod';
import { Day } from '#shared/calendar.ts';
import { said } from '#shared/language.ts';
import { scopesFor } from '#shared/rights.ts';
import { docsPage, docsStyle } from './docs.ts';
import { type Operation, subjects } from './operations/operation.ts';
import { parameters } from './operations/parameters.ts';
import { answerSchemas, requestSchemas } from './operations/schemas.ts';
import { operations } from './operations.ts';
import { sessionCookie } from './sign-in.ts';

type Json = Record<string, unknown>;

/** A parameter as OpenAPI writes it. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: Json;
}

/** An operation as OpenAPI writes it, so far as the readable page and the tests look at it. */
export interface DescribedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Json[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

/** The published description, OpenAPI 3.1. */
export interface OpenApi {
  openapi: string;
  info: Json;
  servers: Json[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
}

/** /api/openapi.json and /api/docs: what this server understands, for machines and for people. */
export function openApiRoutes({
  version,
  publicUrl,
}: {
  version: string;
  publicUrl: string | undefined;
}): Router {
  const router = Router();
  let made: { document: OpenApi; page: string } | undefined;
  // Made when first asked for: a start need not wait for it.
  const description = () => {
    if (made) return made;
    const document = describeApi(version, publicUrl);
    made = { document, page: docsPage(document) };
    return made;
  };
  router.get('/openapi.json', (_, res) => void res.json(description().document));
  router.get('/docs', (_, res) => void res.type('html').send(description().page));
  router.get('/docs.css', (_, res) => void res.type('css').send(docsStyle));
  return router;
}

/** The description of every operation, from the schemas that check them. */
export function describeApi(version: string, publicUrl?: string): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: '对标 Duibiao',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description: [
        '把部门公开的绩效目标与每天的实际对照。金额是以元为单位的十进制字符串；日期 YYYY-MM-DD；时刻为 ISO 8601。错误为 RFC 9457 problem+json，语言随 Accept-Language（先中文，后英文）。',
        'Holds a published performance budget against what happens. Money is a decimal string of yuan, days are YYYY-MM-DD, instants ISO 8601. Errors are RFC 9457 problems in the language of Accept-Language, Chinese first.',
      ].join('\n\n'),
    },
    servers: [{ url: publicUrl?.replace(/\/$/, '') ?? '/' }],
    tags: Object.entries(subjects).map(([name, { zh, en }]) => ({ name, description: `${zh} / ${en}` })),
    paths,
    components: {
      schemas: { ...schemasOf(requestSchemas, 'input'), ...schemasOf(answerSchemas, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie,
          description: 'POST /api/v1/session 设置 / set by signing in.',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'npm run cli -- token create NAME --scopes read,ingest,manage',
        },
      },
    },
  };
}

/** All schemas of a direction at once, so that one that stands in another is said by its name. */
function schemasOf(schemas: Record<string, z.ZodType>, io: 'input' | 'output'): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const written = z.toJSONSchema(registry, { io, uri: refTo, override: (at) => override(at, io) });
  return Object.fromEntries(
    Object.entries(written.schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as Json]),
  );
}

function refTo(id: string): string {
  return `#/components/schemas/${id}`;
}

type Overridden = Parameters<NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>>[0];

function override({ zodSchema, jsonSchema }: Overridden, io: 'input' | 'output') {
  if ((zodSchema as unknown) === Day) jsonSchema.format = 'date';
  // What is answered may grow: a client must not refuse what it does not know.
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // zod's pattern of an instant fills half a page; the format says it.
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  // Nor do the largest whole number of JavaScript and the names of zod's own checks help a reader.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.format === 'starts_with') delete jsonSchema.format;
}

function describe(operation: Operation): DescribedOperation {
  const { method, path, subject, says, needs } = operation;
  const right = needs === 'nobody' || needs === 'signed in' ? [] : [needs];
  const needed = right.map((action) => {
    const scopes = scopesFor(action);
    return said(
      `须有“${action}”权限${scopes.length > 0 ? `（令牌：${scopes.join('、')}）` : '（令牌不能）'}。`,
      `Needs the right "${action}"${scopes.length > 0 ? ` (a token: ${scopes.join(', ')})` : ' (no token has it)'}.`,
    );
  });
  return {
    operationId: `${method}${path.replace(/^\/api(\/v1)?/, '').replace(/[^a-z]+([a-z]?)/gi, (_, letter: string) => letter.toUpperCase())}`,
    tags: [subject],
    summary: says.zh,
    description: [says.en, ...needed.map(({ zh, en }) => `${zh} ${en}`)].join(' '),
    security: needs === 'nobody' ? [] : [{ session: right }, { token: right }],
    parameters: parametersOf(operation),
    ...bodyOf(operation),
    responses: responsesOf(operation),
  };
}

function parametersOf({ path, query = [], once, tagged }: Operation): Parameter[] {
  const list: Parameter[] = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...parameter('path', name, { type: 'string' }),
    required: true,
  }));
  const shape = Object.assign({}, ...query.map((schema) => schema.shape)) as z.ZodRawShape;
  const { properties = {} } = z.toJSONSchema(z.object(shape), {
    io: 'input',
    override: (at) => override(at, 'input'),
  });
  for (const [name, schema] of Object.entries(properties)) {
    list.push(parameter('query', name, schema as Json));
  }
  const header = (name: string, zh: string, en: string) =>
    list.push({
      name,
      in: 'header',
      required: false,
      description: `${zh} ${en}`,
      schema: { type: 'string' },
    });
  if (once)
    header('Idempotency-Key', '同一键再发，应答同前。', 'Sent again, the first answer is given again.');
  if (tagged) header('If-None-Match', '上次应答的 ETag。', 'The ETag of the last answer.');
  return list;
}

function parameter(where: 'path' | 'query', name: string, schema: Json): Parameter {
  const words = parameters[name];
  return { name, in: where, required: false, description: words ? `${words.zh} ${words.en}` : '', schema };
}

function bodyOf({
  body,
  bodyOptional,
  document,
  formTexts,
  file: takesFile,
  example,
}: Operation): Pick<DescribedOperation, 'requestBody'> {
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const form = {
    'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } },
  };
  if (document) {
    return {
      requestBody: { required: true, content: { 'text/plain': { schema: { type: 'string' } }, ...form } },
    };
  }
  if (formTexts) {
    const texts = Object.entries(formTexts).map(([name, { zh, en }]) => [
      name,
      { type: 'string', description: `${zh} ${en}` },
    ]);
    const properties = { ...Object.fromEntries(texts), file };
    const schema = { type: 'object', properties, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (!body) return {};
  const content = { schema: { $ref: refTo(body) }, ...(example !== undefined && { example }) };
  return {
    requestBody: {
      required: !bodyOptional,
      content: { 'application/json': content, ...(takesFile && form) },
    },
  };
}

const statuses: Record<number, string> = {
  200: '成功 / OK',
  201: '已写入 / stored',
  202: '等待另一人确认 / waits for a second person',
  204: '完成 / done',
  304: '没有变化 / nothing has changed',
  400: '请求格式有误 / malformed',
  401: '请先登录 / sign in first',
  403: '没有权限、跨站或须先改密码 / not allowed, another origin, or a password to be changed first',
  404: '没有找到 / not found',
  409: '与现有数据冲突 / conflict',
  413: '内容过大 / too large',
  415: '不支持的格式 / unsupported format',
  422: '内容不能接受 / understood but not acceptable',
  503: '尚未就绪 / not ready',
};

function responsesOf(operation: Operation): DescribedOperation['responses'] {
  const responses: DescribedOperation['responses'] = {};
  const describeStatus = (status: number) => statuses[status] ?? String(status);
  for (const [status, answer] of Object.entries(operation.answers)) {
    const description = describeStatus(Number(status));
    if (answer === null) responses[status] = { description };
    else if (typeof answer === 'string')
      responses[status] = {
        description,
        content: { 'application/json': { schema: { $ref: refTo(answer) } } },
      };
    else responses[status] = { description, content: { [answer.media]: { schema: {} } } };
  }
  if (operation.tagged) responses[304] = { description: describeStatus(304) };
  for (const status of problemsOf(operation)) {
    responses[status] = {
      description: describeStatus(status),
      content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
    };
  }
  return responses;
}

/** The problems that follow from what an operation takes, and those of its own. */
function problemsOf({ path, needs, query, body, document, formTexts, problems = [] }: Operation): number[] {
  const found = new Set(problems);
  if (needs !== 'nobody') for (const status of [401, 403]) found.add(status);
  if (query || body) found.add(400);
  if (path.includes('{')) found.add(404);
  if (body || document || formTexts) for (const status of [413, 415, 422]) found.add(status);
  return [...found].sort((a, b) => a - b);
}
