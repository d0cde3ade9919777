import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine or, where it has none, the one from npm; undefined where neither starts. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.flatMap((at) => names.map((name) => join(at, name))).find((file) => existsSync(file));
  const args = ['--no-sandbox'];
  if (found) return await chromium.launch({ executablePath: found, args });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
  } catch {
    return undefined;
  }
}
