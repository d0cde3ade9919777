import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

export interface HttpClient {
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Answer>;
  close(): void;
}

/** Calls one server over connections that are kept open, as a finance system does. */
export function createHttpClient(address: string, headers: Record<string, string> = {}): HttpClient {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(address);
  const client: HttpClient = {
    send: (method, path, body = '', more = {}) =>
      new Promise((resolve, reject) => {
        const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        const options = { agent, hostname, port, method, path, headers: { ...length, ...headers, ...more } };
        const sent = request(options, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts).toString(),
            }),
          );
        });
        sent.on('error', (error: Error & { code?: string }) => {
          // The server closed an idle connection at the moment in which it was used again: it has heard nothing.
          if (error.code !== 'ECONNRESET' || !sent.reusedSocket) reject(error);
          else client.send(method, path, body, more).then(resolve, reject);
        });
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
  return client;
}
