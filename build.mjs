// Builds what is not built: the dashboard and the server, whenever a source is newer than the last build.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';

const sources = ['client', 'server', 'db', 'shared', 'package.json', 'vite.config.ts'];
const stamp = 'dist/built';

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
if (process.argv.includes('--force') || sources.some((path) => existsSync(path) && newest(path) > built)) {
  const { createBuilder } = await import('vite');
  const started = Date.now();
  const builder = await createBuilder({ logLevel: 'warn' });
  await builder.buildApp();
  writeFileSync(stamp, '');
  console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
