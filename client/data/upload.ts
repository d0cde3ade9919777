import type { Problem } from '#shared/api.ts';
import type { Answers } from './answers.ts';
import { base, RequestProblem } from './request.ts';

/**
 * Sends a form and says how much of it has gone out, from 0 to 1: `fetch` cannot. A refusal is a `RequestProblem`,
 * as with every write; one that was called off says status 0 and `aborted`.
 */
export function upload<Name extends keyof Answers>(
  _name: Name,
  path: string,
  form: FormData,
  { onSent, signal }: { onSent: (part: number) => void; signal: AbortSignal },
): Promise<Answers[Name]> {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', base + path);
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onSent(1);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as Answers[Name]);
      else reject(new RequestProblem({ ...(answer as Partial<Problem>), status: request.status }));
    };
    request.onerror = () => reject(new RequestProblem({ status: 0 }));
    request.onabort = () => reject(new RequestProblem({ status: 0, code: 'aborted' }));
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) reject(new RequestProblem({ status: 0, code: 'aborted' }));
    else request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
