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
    const secret = ['ADMIN_PASSWORD', 'SMTP_URL', 'DATABASE_URL'].includes(name);
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
    logLevel: data.LOG_LEVEL,
    clock: data.CLOCK,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
