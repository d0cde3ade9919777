import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { type App, startApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import type { Alert } from '#shared/alert.ts';
import type { ClientToServer, ServerToClient } from '#shared/events.ts';

export const adminPassword = 'a-password-for-tests';

export interface Answered<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

/** A caller signed in to a running server. */
export interface TestClient {
  address: string;
  cookie: string;
  /** The headers that say who calls. */
  credentials: Record<string, string>;
  call<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered<Body>>;
  /** The same, and a failure where the answer is not a success. */
  ok<Body = unknown>(method: string, path: string, body?: unknown): Promise<Body>;
  socket(): Socket<ServerToClient, ClientToServer>;
}

export interface TestApp extends TestClient {
  app: App;
  stop(): Promise<void>;
}

/** Starts the real server on a free port, and signs `admin` in. */
export async function startTestApp(
  url: string,
  environment: Record<string, string> = {},
  options: { now?: () => Date; dashboard?: string } = {},
): Promise<TestApp> {
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: url,
    ADMIN_PASSWORD: adminPassword,
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const app = await startApp(config, pino({ level: 'silent' }), { version: 'test', ...options });
  const client = await signIn(app.address);
  return { ...client, app, stop: () => app.stop() };
}

/** Signs `admin`, or whoever is named, in to a server that is running somewhere. */
export async function signIn(
  address: string,
  password = adminPassword,
  username = 'admin',
): Promise<TestClient> {
  const response = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return clientOf(address, { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' });
}

/** A client that sends the headers given: a cookie, a bearer token, or nothing as a stranger would. */
export function clientOf(address: string, credentials: Record<string, string>): TestClient {
  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const text = typeof body === 'string';
    const response = await fetch(
      path.startsWith('/api') || path.startsWith('/') === false ? path : `${address}/api/v1${path}`,
      {
        method,
        headers: {
          ...credentials,
          ...(body !== undefined && { 'content-type': text ? 'text/plain' : 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
      },
    );
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: (isJson ? JSON.parse(answer) : answer) as Body,
      headers: response.headers,
    };
  }
  return {
    address,
    cookie: credentials.cookie ?? '',
    credentials,
    call,
    async ok<Body>(method: string, path: string, body?: unknown) {
      const answered = await call<Body>(method, path, body);
      if (answered.status >= 300) {
        throw new Error(`${method} ${path}: ${answered.status} ${JSON.stringify(answered.body)}`);
      }
      return answered.body;
    },
    socket: () => io(address, { transports: ['websocket'], extraHeaders: credentials, forceNew: true }),
  };
}

/** Puts the sample plan in force. */
export async function commitSamplePlan(client: TestClient, text = samplePlan): Promise<void> {
  const { id } = await client.ok<{ id: string }>('POST', '/plan-imports', text);
  await client.ok('POST', `/plan-imports/${id}/commit`);
}

/** Moves training mode's day. */
export async function moveClock(client: TestClient, today: string): Promise<void> {
  await client.ok('PUT', '/clock', { today });
}

export async function alertsOf(client: TestClient, query = ''): Promise<Alert[]> {
  const { items } = await client.ok<{ items: Alert[] }>('GET', `/alerts?limit=500${query}`);
  return items;
}
