import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launchBrowser } from '../support/browser.ts';
import { startSampleJuly } from '../support/sample-july.ts';
import { shots } from './shots.ts';

const root = resolve(import.meta.dirname, '../..');
const largest = 200_000;
/** What still moves after a page is there, such as a toast, has gone by then. */
const settlesMs = 1_500;

/** Makes the pictures of docs/tour.md anew from the sample year, in a database of its own that is thrown away. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-pictures-'));
  const july = await startSampleJuly(`sqlite:${join(folder, 'pictures.sqlite')}`, join(root, 'dist/client'));
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    await context.addCookies([
      { name: 'duibiao_session', value: july.app.cookie.split('=')[1] ?? '', url: july.app.address },
    ]);
    await july.app.ok('PATCH', '/me', { preferences: { toured: true } });
    const page = await context.newPage();
    mkdirSync(join(root, 'docs/pictures'), { recursive: true });
    for (const { name, path, ready } of shots) {
      await page.goto(july.app.address + path(july));
      await ready(page);
      await wait(settlesMs);
      const picture = await page.screenshot({ type: 'jpeg', quality: 80 });
      if (picture.length > largest) throw new Error(`${name}: ${picture.length} bytes are too many`);
      writeFileSync(join(root, `docs/pictures/${name}.jpg`), picture);
      process.stdout.write(`docs/pictures/${name}.jpg ${Math.round(picture.length / 1000)} kB\n`);
    }
  } finally {
    await browser.close();
    await july.app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
