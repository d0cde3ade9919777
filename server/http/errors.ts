import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Problem, RowProblem } from '#shared/api.ts';
import { type Language, languageOf, type Said, said } from '#shared/language.ts';

/** One bad row, said in both languages. */
export interface SaidRowProblem extends Omit<RowProblem, 'message'> {
  message: Said;
}

/** The caller's fault. It becomes an RFC 9457 problem in the caller's language. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly said: Said;
  readonly errors: SaidRowProblem[];
  /** What else the problem carries, for the screen that has to go on from it. */
  readonly more: ((language: Language) => object) | undefined;

  constructor(
    status: number,
    code: string,
    message: Said,
    errors: SaidRowProblem[] = [],
    more?: (language: Language) => object,
  ) {
    super(message.en);
    this.status = status;
    this.code = code;
    this.said = message;
    this.errors = errors;
    this.more = more;
  }
}

/** Too much of something for now: after so many seconds it may be tried again. */
export class TooMany extends HttpError {
  readonly seconds: number;

  constructor(seconds: number, message: Said) {
    super(429, 'too_many', message, [], () => ({ retryAfter: seconds }));
    this.seconds = seconds;
  }
}

const titles: Record<number, Said> = {
  400: said('请求格式有误', 'Malformed request'),
  401: said('请先登录', 'Sign in first'),
  403: said('没有权限', 'Not allowed'),
  404: said('没有找到', 'Not found'),
  409: said('与现有数据冲突', 'Conflict'),
  413: said('内容过大', 'Too large'),
  415: said('不支持的格式', 'Unsupported format'),
  422: said('内容不能接受', 'Not acceptable'),
  429: said('请求过于频繁', 'Too many requests'),
  500: said('服务器内部错误', 'Internal error'),
  503: said('暂时无法服务', 'Unavailable'),
};

export function notFound(): HttpError {
  return new HttpError(404, 'not_found', said('没有这个地址或对象。', 'There is nothing at this address.'));
}

export function sendProblem(res: Response, error: HttpError, language: Language): void {
  const problem: Problem = {
    type: 'about:blank',
    title: (titles[error.status] ?? titles[500] ?? error.said)[language],
    status: error.status,
    detail: error.said[language],
    code: error.code,
    ...(error.errors.length > 0 && {
      errors: error.errors.map(({ message, ...place }) => ({ ...place, message: message[language] })),
    }),
    ...error.more?.(language),
  };
  if (error instanceof TooMany) res.set('Retry-After', String(error.seconds));
  res.status(error.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Hears of every refusal before it is answered. */
export type Refused = (req: Request, res: Response, error: HttpError) => Promise<void>;

/** Turns whatever was thrown into an answer. A bug is logged once, here, and shows no stack. */
export function errorHandler(log: Logger, refused?: Refused): ErrorRequestHandler {
  return async (error: unknown, req: Request, res: Response, next) => {
    if (res.headersSent) return next(error);
    // The tag was of the answer that did not come: a failure kept under it would be shown while `seq` stands.
    res.removeHeader('ETag');
    res.set('Cache-Control', 'no-store');
    const problem = error instanceof HttpError ? error : fromParser(error);
    if (!problem) log.error({ err: error, method: req.method, path: req.path }, 'request failed');
    const shown =
      problem ??
      new HttpError(
        500,
        'internal',
        said(
          '服务器出错，没有写入任何数据；请稍后重试。',
          'The server failed and stored nothing; please try again.',
        ),
      );
    // Who was refused is told so even where that cannot be written down.
    await refused?.(req, res, shown).catch((err: unknown) =>
      log.error({ err }, 'a refusal was not recorded'),
    );
    sendProblem(res, shown, languageOf(req.get('accept-language')));
  };
}

/** What express and its parsers throw: too large, not JSON, broken off, an address that cannot be read. */
function fromParser(error: unknown): HttpError | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (error.status === 413) {
    return new HttpError(413, 'too_large', said('内容超过大小上限。', 'The content is larger than allowed.'));
  }
  if (error.status === 415) {
    return new HttpError(
      415,
      'unsupported',
      said('不支持这种字符编码或压缩方式。', 'Unsupported charset or encoding.'),
    );
  }
  if (error.status === 404) return notFound();
  if (error.status >= 400 && error.status < 500) {
    const notJson = 'type' in error && error.type === 'entity.parse.failed';
    const message = notJson
      ? said('请求不是有效的 JSON。', 'The request is not valid JSON.')
      : said('请求的地址或内容有误。', 'The address or the content of the request is malformed.');
    return new HttpError(400, 'malformed', message);
  }
  return undefined;
}
