import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const d = '/tmp/judging-data';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const tag of ['zh', 'en']) {
  const fs = readdirSync(d)
    .filter((f) => f.startsWith(tag + '-kind-'))
    .sort();
  for (let k = 0; k < fs.length; k += 4) {
    const p = await b.newPage({ viewport: { width: 1600, height: 1100 } });
    const html =
      '<body style="margin:0;display:grid;grid-template-columns:1fr 1fr;gap:6px;background:#888">' +
      fs
        .slice(k, k + 4)
        .map(
          (f) =>
            `<div style="height:545px;overflow:hidden;position:relative"><img style="position:absolute;width:1050px;top:-60px;left:-130px" src="data:image/png;base64,${readFileSync(d + '/' + f).toString('base64')}"></div>`,
        )
        .join('');
    await p.setContent(html);
    await p.screenshot({ path: `${d}/sheet-${tag}-${k / 4}.png` });
    await p.close();
  }
}
await b.close();
