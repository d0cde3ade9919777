// Builds what is not built: the dashboard and the server, whenever a source is newer than the last build.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const sources = ['client', 'server', 'db', 'shared', 'package.json', 'vite.config.ts', 'build.mjs'];
const stamp = 'dist/built';

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

/** Lays compressed copies beside the dashboard's files, so that the server need not compress what never changes. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    const content = readFileSync(`${folder}/${name}`);
    if (content.length < 1024) continue;
    writeFileSync(`${folder}/${name}.br`, brotliCompressSync(content));
    writeFileSync(`${folder}/${name}.gz`, gzipSync(content, { level: 9 }));
  }
}

const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
if (process.argv.includes('--force') || sources.some((path) => existsSync(path) && newest(path) > built)) {
  const { createBuilder } = await import('vite');
  const started = Date.now();
  const builder = await createBuilder({ logLevel: 'warn' });
  await builder.buildApp();
  compress('dist/client/assets');
  writeFileSync(stamp, '');
  console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
