import { existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';

/**
 * The built dashboard: assets are named by their content and kept for good, the page itself is asked for
 * again each time. Nothing is served where the folder is not built; in development it holds the sources.
 */
export function serveDashboard(app: Express, folder: string): void {
  const assets = `${folder}/assets`;
  if (!existsSync(assets)) return;
  app.use(
    '/assets',
    preferCompressed(assets),
    express.static(assets, { immutable: true, maxAge: '365d', fallthrough: false }),
  );
  app.use(express.static(folder, { index: false }));
  app.get('/{*path}', (_, res) => {
    res.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
  });
}

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Answers with the compressed copy that the build laid beside a file, where the browser takes it. */
function preferCompressed(folder: string): RequestHandler {
  const files = new Set(readdirSync(folder));
  return (req, res, next) => {
    const name = req.path.slice(1);
    const [encoding, suffix] =
      encodings.find(([one, end]) => files.has(name + end) && req.acceptsEncodings(one)) ?? [];
    if (files.has(`${name}.gz`)) res.vary('Accept-Encoding');
    if (encoding) {
      res.type(extname(name)).set('Content-Encoding', encoding);
      req.url = `/${name}${suffix}`;
    }
    next();
  };
}
