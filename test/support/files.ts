import type { TestClient } from './app.ts';

/** A file as a person would choose it in a form. */
export interface ChosenFile {
  content: string | Uint8Array;
  name?: string;
  fields?: Record<string, string>;
}

/** Sends a file in a form, as a browser does. */
export async function sendFile<Body>(
  client: TestClient,
  path: string,
  { content, name = '支付明细.csv', fields = {} }: ChosenFile,
  { headers = {}, signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  const bytes = typeof content === 'string' ? content : new Uint8Array(content);
  form.append('file', new Blob([bytes]), name);
  const response = await fetch(`${client.address}/api/v1${path}`, {
    method: 'POST',
    headers: { ...client.credentials, ...headers },
    body: form,
    ...(signal && { signal }),
  });
  const body = (await response.json()) as Body;
  return { status: response.status, body };
}
