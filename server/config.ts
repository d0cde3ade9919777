import { isIP } from 'node:net';
import { validate } from 'node-cron';
import { z } from 'zod';
import { isDay } from '#shared/calendar.ts';

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

/** The environment as a checked, typed object. Names are those of the README's table. */
const Environment = z.object({
  PORT: optional(
    z.coerce.number({ error: 'must be a port, 0 to 65535' }).int().min(0).max(65535).default(3000),
  ),
  HOST: optional(z.string().default('127.0.0.1')),
  DATABASE_URL: optional(
    z
      .string()
      .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)/, { error: 'must begin with sqlite: or postgres://' })
      .default('sqlite:./data/duibiao.sqlite'),
  ),
  ADMIN_PASSWORD: optional(z.string().min(8, { error: 'must have at least 8 characters' }).optional()),
  EVALUATE_CRON: optional(
    z
      .string()
      .refine((text) => validate(text), { error: 'must be a cron expression such as 0 7 * * *' })
      .default('0 7 * * *'),
  ),
  TIME_ZONE: optional(
    z
      .string()
      .refine(isTimeZone, { error: 'must be a time zone such as Asia/Shanghai' })
      .default('Asia/Shanghai'),
  ),
  PUBLIC_URL: optional(
    z.url({ protocol: /^https?$/, error: 'must be an address such as https://duibiao.example' }).optional(),
  ),
  TRUST_PROXY: optional(
    z
      .string()
      .transform(proxiesOf)
      .refine((proxies) => proxies !== undefined, {
        error: 'must be a number of proxies, or addresses such as loopback,10.0.0.0/8',
      })
      .default(0),
  ),
  SECRET_KEY: optional(z.string().min(32, { error: 'must have at least 32 characters' }).optional()),
  SMTP_URL: optional(z.string().optional()),
  LOG_LEVEL: optional(
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, trace, silent',
      })
      .default('info'),
  ),
  CLOCK: optional(z.string().refine(isDay, { error: 'must be a day such as 2023-01-01' }).optional()),
});

export interface Config {
  port: number;
  host: string;
  databaseUrl: string;
  adminPassword: string | undefined;
  evaluateCron: string;
  timeZone: string;
  publicUrl: string | undefined;
  /** Whose word about where a request came from is taken: so many proxies before this server, or these addresses. */
  trustProxy: number | string;
  /** What secrets that must be read again are sealed with. */
  secretKey: string | undefined;
  logLevel: string;
  /** Training mode: the day on which it begins. */
  clock: string | undefined;
}

/** A start that must not happen: its message is one sentence for the person at the console. */
export class ConfigError extends Error {}

/** Reads the environment. Throws a `ConfigError` that names the first wrong variable. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'environment');
    // These may hold a password, and what is printed here ends in a log.
    const secret = ['ADMIN_PASSWORD', 'SECRET_KEY', 'SMTP_URL', 'DATABASE_URL'].includes(name);
    const given = secret ? '' : `, not "${environment[name] ?? ''}"`;
    throw new ConfigError(`${name} ${issue?.message ?? 'is wrong'}${given}.`);
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    adminPassword: data.ADMIN_PASSWORD,
    evaluateCron: data.EVALUATE_CRON,
    timeZone: data.TIME_ZONE,
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY ?? 0,
    secretKey: data.SECRET_KEY,
    logLevel: data.LOG_LEVEL,
    clock: data.CLOCK,
  };
}

/** A number of proxies as such, names and networks as they are written; undefined where it is neither. */
function proxiesOf(text: string): number | string | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const networks = text.split(',').map((network) => network.trim());
  const isKnown = (network: string) => {
    if (['loopback', 'linklocal', 'uniquelocal'].includes(network)) return true;
    const [address = '', bits = '0', more] = network.split('/');
    return isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && more === undefined;
  };
  return networks.every(isKnown) ? networks.join() : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
