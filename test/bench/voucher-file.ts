import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { projectCode, seededRandom } from './plans.ts';

/** The days of the vouchers: from 1 January to 19 April, in the order in which a treasury exports them. */
const days = Array.from({ length: 109 }, (_, at) =>
  new Date(Date.UTC(2023, 0, 1 + at)).toISOString().slice(0, 10),
);

/** Writes a CSV file of so many vouchers of 1,200 projects; the same in every run. */
export async function writeVouchers(path: string, rows: number, projects: number): Promise<void> {
  const random = seededRandom(rows);
  const file = createWriteStream(path);
  file.write('支付凭证号,支付日期,金额,项目编码,收款人,用途\n');
  let text = '';
  for (let at = 0; at < rows; at += 1) {
    const day = days[Math.floor((at / rows) * days.length)];
    const amount = (random() * 100 + 0.01).toFixed(2);
    const project = projectCode(Math.floor(random() * projects));
    text += `ZF2023${String(at).padStart(9, '0')},${day},${amount},${project},某某科技有限公司${at % 97},设备采购及维护费用\n`;
    if (text.length < 1_000_000 && at < rows - 1) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end();
  await once(file, 'close');
}
