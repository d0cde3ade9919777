import type { DescribedOperation, OpenApi, Parameter } from './openapi.ts';

type Json = Record<string, unknown>;

/**
 * The description as one plain page: made on the server, without a script, so that it works under our own
 * content policy and in an office without internet.
 */
export function docsPage({ info, tags, paths, components }: OpenApi): string {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name, description }) => {
    const own = all.filter(({ operation }) => operation.tags.includes(name));
    return `<h2 id="${name}">${text(description)}</h2>${own.map(operationBlock).join('')}`;
  });
  const links = tags.map(({ name, description }) => `<li><a href="#${name}">${text(description)}</a></li>`);
  const schemas = Object.entries(components.schemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, schema]) =>
        `<details id="schema-${name}"><summary>${text(name)}</summary><pre>${linked(schema)}</pre></details>`,
    );
  const paragraphs = String(info.description)
    .split('\n\n')
    .map((one) => `<p>${text(one)}</p>`);
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>对标 API</title><link rel="stylesheet" href="/api/docs.css"></head><body>
<header><h1>对标 Duibiao API <small>${text(String(info.version))}</small></h1>${paragraphs.join('')}
<p><a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1)</p></header>
<nav><ul>${links.join('')}<li><a href="#schemas">数据结构 / Schemas</a></li></ul></nav>
<main>${sections.join('')}<h2 id="schemas">数据结构 / Schemas</h2>${schemas.join('')}</main></body></html>`;
}

interface Listed {
  path: string;
  method: string;
  operation: DescribedOperation;
}

function operationBlock({ path, method, operation }: Listed): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  return `<section id="${operationId}"><h3><code class="${method}">${method.toUpperCase()}</code> <code>${text(path)}</code></h3>
<p>${text(summary)}<br><small>${text(description)}</small></p>
${parameters.length > 0 ? `<h4>参数 / Parameters</h4><table>${parameters.map(parameterRow).join('')}</table>` : ''}
${requestBody ? `<h4>请求体 / Body${requestBody.required ? '' : '（可省略 / optional）'}</h4><table>${contentRows(requestBody.content)}</table>` : ''}
<h4>应答 / Answers</h4><table>${Object.entries(responses).map(answerRow).join('')}</table>
<pre class="curl">${text(curlOf(path, method, operation))}</pre></section>`;
}

function parameterRow({ name, in: where, required, description, schema }: Parameter): string {
  return `<tr><th><code>${text(name)}</code></th><td>${where}${required ? '，必填 / required' : ''}</td><td>${text(typeOf(schema))}</td><td>${text(description)}</td></tr>`;
}

function contentRows(content: Record<string, { schema: Json }>): string {
  return Object.entries(content)
    .map(([media, { schema }]) => `<tr><th><code>${text(media)}</code></th><td>${nameOf(schema)}</td></tr>`)
    .join('');
}

function answerRow([status, { description, content = {} }]: [
  string,
  { description: string; content?: Record<string, { schema: Json }> },
]): string {
  const [[media, { schema }] = ['', { schema: {} }]] = Object.entries(content);
  return `<tr><th><code>${status}</code></th><td>${text(description)}</td><td>${nameOf(schema)}</td><td>${text(media)}</td></tr>`;
}

/** A type in a few words: `integer 1–500, default 100`. */
function typeOf({ type, format, minimum, maximum, enum: choices, default: usual }: Json): string {
  const range =
    minimum !== undefined && maximum !== undefined ? ` ${String(minimum)}–${String(maximum)}` : '';
  const name = Array.isArray(choices) ? choices.join(' | ') : String(format ?? type ?? '');
  return `${name}${range}${usual === undefined ? '' : `, default ${String(usual)}`}`;
}

function nameOf({ $ref: ref }: Json): string {
  const name = typeof ref === 'string' ? ref.split('/').at(-1) : undefined;
  return name ? `<a href="#schema-${name}">${name}</a>` : '';
}

/** A request as one would type it. */
function curlOf(path: string, method: string, { requestBody, security }: DescribedOperation): string {
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"$DUIBIAO${path}"`];
  if (security.length > 0) lines.push('-H "Authorization: Bearer $TOKEN"');
  const json = requestBody?.content['application/json'];
  if (json?.example !== undefined)
    lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(json.example)}'`);
  if (requestBody?.content['multipart/form-data']) lines.push('-F file=@绩效文本.txt');
  return lines.join(' \\\n  ');
}

/** A schema as JSON in which the names of other schemas lead to them. */
function linked(schema: Json): string {
  return text(JSON.stringify(schema, null, 2)).replace(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    '<a href="#schema-$1">$1</a>',
  );
}

function text(raw: string): string {
  return raw
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('&#34;', '&quot;');
}

export const docsStyle = `
:root { color-scheme: light dark; }
body { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
h2 { margin-top: 3rem; border-bottom: 2px solid; }
section { margin: 1.5rem 0 2.5rem; }
h3 { margin: 0; font-size: 1.05rem; }
h4 { margin: .75rem 0 .25rem; font-size: .85rem; opacity: .75; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; font-weight: normal; padding: .2rem .75rem .2rem 0; border-top: 1px solid #8884; }
pre { overflow-x: auto; padding: .75rem; background: #8881; border-radius: 6px; font-size: .85rem; }
h3 code:first-child { padding: .1rem .5rem; border-radius: 4px; color: #fff; background: #1f6f54; }
h3 code.post, h3 code.put, h3 code.patch { background: #1d4f91; }
h3 code.delete { background: #a02c2c; }
summary { cursor: pointer; font-family: ui-monospace, monospace; }
details:target { outline: 2px solid; }
`;
