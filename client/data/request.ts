import type { Problem, RowProblem } from '#shared/api.ts';
import type { Answers } from './answers.ts';
import { isUnattended } from './attended.ts';

/** Where the API is. */
export const base = '/api/v1/';

/** An answer that is no success. `status` 0: the server could not be reached at all. */
export class RequestProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly code: string | undefined;
  /** The bad rows of a write, as the server names them. */
  readonly rows: RowProblem[];
  /** The whole answer; some refusals say more, such as what an import would have come to. */
  readonly answer: Partial<Problem> & { status: number };

  constructor(answer: Partial<Problem> & { status: number }) {
    const { status, title, detail, code, errors } = answer;
    super(detail || title || '');
    this.answer = answer;
    this.status = status;
    this.title = title ?? '';
    this.code = code;
    this.rows = errors ?? [];
  }
}

/** What a query string may be made of; empty and undefined are left out. */
export type Params = Readonly<Record<string, string | number | undefined>>;

/** Reads an answer. In development it is held against its schema; zod is no part of what users load. */
export async function read<Name extends keyof Answers>(
  name: Name,
  path: string,
  params: Params = {},
): Promise<Answers[Name]> {
  const answer = await send('GET', path + queryText(params));
  if (import.meta.env.DEV) {
    const { checkAnswer } = await import('./check.ts');
    checkAnswer(name, answer);
  }
  return answer as Answers[Name];
}

/** Writes; the answer is what the route promises. A text or a form goes as it is, anything else as JSON. */
export async function write<Name extends keyof Answers>(
  _name: Name,
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown = {},
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Answers[Name]> {
  return (await send(method, path, body, headers, signal)) as Answers[Name];
}

/** Sends a file as the field `file` of a form. */
export async function sendFile<Name extends keyof Answers>(
  name: Name,
  path: string,
  file: File,
): Promise<Answers[Name]> {
  const form = new FormData();
  form.append('file', file);
  return await write(name, 'POST', path, form);
}

/** Asks for something to be gone; there is nothing to answer. */
export async function remove(path: string): Promise<void> {
  await send('DELETE', path);
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
) {
  const sent: Record<string, string> = { 'accept-language': document.documentElement.lang, ...headers };
  // What a screen asks for by itself does not keep a session alive that nobody uses.
  if (isUnattended()) sent['x-unattended'] = '1';
  if (typeof body === 'string') sent['content-type'] = 'text/plain; charset=utf-8';
  else if (body !== undefined && !(body instanceof FormData)) sent['content-type'] = 'application/json';
  const plain = body === undefined || typeof body === 'string' || body instanceof FormData;
  let response: Response;
  try {
    const init = { method, headers: sent, body: plain ? body : JSON.stringify(body), signal };
    response = await fetch(base + path, init);
  } catch {
    throw new RequestProblem({ status: 0 });
  }
  if (response.status === 204) return undefined;
  if (!response.ok) throw await failure(response);
  const answer: unknown = await response.json().catch(() => undefined);
  return answer;
}

/** The problem that an answer is; without one the server could not be reached. */
export async function failure(response: Response | undefined): Promise<RequestProblem> {
  const answer: unknown = await response?.json().catch(() => undefined);
  return new RequestProblem({ ...(answer as Partial<Problem> | undefined), status: response?.status ?? 0 });
}

/** Parameters as a query with its question mark; empty where none is given. */
export function queryText(params: Params): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
