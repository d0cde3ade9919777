import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

/** Reads the environment, starts the app, handles signals. Nothing else touches process. */
async function main() {
  const config = readConfig(process.env);
  const log = pino({
    level: config.logLevel,
    redact: ['*.password', '*.token', 'err.config', 'req.headers'],
  });
  // Built, this file lies in dist/server beside dist/client; unbuilt, the dashboard is the dev server's.
  const dashboard = resolve(dirname(fileURLToPath(import.meta.url)), '../client');
  const app = await startApp(config, log, { dashboard, version: packageJson.version });
  process.stdout.write(`对标 Duibiao: ${app.address}\n`);
  if (app.madePassword) {
    process.stdout.write(
      `首次启动，管理员 admin 的初始密码（只显示这一次）/ first start, password of admin: ${app.madePassword}\n`,
    );
  }
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      app.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stop failed');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  // A wrong setting is the operator's to mend: one sentence; anything else is ours, with its stack.
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
});
