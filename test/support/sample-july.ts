import { samplePlan } from '#db/sample/plan-2023.ts';
import { sampleYear } from '#db/sample/year-2023.ts';
import type { Meeting } from '#shared/meeting.ts';
import { alertsOf, moveClock, startTestApp, type TestApp } from './app.ts';
import { sendFile } from './files.ts';

/** The sample year on 12 July, when software is behind and three kinds of alerts stand open. */
export interface SampleJuly {
  app: TestApp;
  /** Software, the project with the most to tell. */
  project: string;
  alert: string;
  meeting: string;
  item: string;
  review: string;
  run: string;
  /** Everything that documents and people said, without spaces: it stays in its own language on every screen. */
  said: string;
}

const software = '13052923P00A1KL100038';
const typed = {
  owner: '张敏',
  measure: '七月下旬办理验收并支付第二期款',
  place: '三楼会议室',
  chair: '赵局长',
  statement: '供应商六月底才完成安装',
  task: '七月二十日前支付第二期款',
  token: '财务系统',
  person: '李强',
  file: '七月.csv',
  payee: '示例软件公司',
  cell: '八万',
};

/** Lives the sample year up to 12 July and leaves something to see on every screen. */
export async function startSampleJuly(url: string, dashboard: string): Promise<SampleJuly> {
  const app = await startTestApp(url, {}, { dashboard });
  await app.ok('POST', '/setup/sample');
  await moveClock(app, '2023-07-12');
  const [behind] = await alertsOf(app, `&project=${software}&kind=SPEND_BEHIND`);
  if (!behind) throw new Error('software is not behind');
  const { owner, measure, place, chair, statement, task } = typed;
  const promise = { owner, cause: '制度保障', measure, promisedOn: '2023-07-28' };
  await app.ok('POST', `/alerts/${behind.id}/acknowledge`, promise);

  const meeting = await app.ok<Meeting>('POST', '/meetings', { node: '2023-06-30', heldOn: '2023-07-14' });
  const item = meeting.items.find(({ projectCode }) => projectCode === software);
  if (!item) throw new Error('software is not on the agenda');
  await app.ok('PATCH', `/meetings/${meeting.id}`, { place, chair });
  const here = `/meetings/${meeting.id}/items/${item.id}`;
  const why = { cause: '制度保障', explanation: statement, measure, promisedOn: '2023-07-28' };
  await app.ok('PUT', `${here}/statement`, why);
  await app.ok('POST', `${here}/actions`, { what: task, who: owner, by: '2023-07-20' });

  const { id: review } = await app.ok<{ id: string }>(
    'POST',
    '/plan-imports',
    samplePlan.replace('≥98%', '≥97%'),
  );
  const rows = [
    '支付凭证号,支付日期,项目编码,金额(万元),收款人',
    `W-1,2023-07-10,${software},${typed.cell},${typed.payee}`,
    `W-2,2023-07-11,${software},0.10,${typed.payee}`,
  ];
  const sent = await sendFile<{ id: string }>(app, '/imports/expenditures?onError=skip', {
    content: rows.join('\n'),
    name: typed.file,
  });
  await app.ok('POST', '/tokens', { name: typed.token, scopes: ['read'] });
  const grants = [{ role: 'owner', department: null, section: null }];
  await app.ok('POST', '/users', { username: 'liqiang', name: typed.person, grants });

  const words = [
    samplePlan,
    rows.join(),
    JSON.stringify([sampleYear.vouchers, sampleYear.measurements, typed]),
    '示例数据',
  ];
  return {
    ...{ app, project: software, alert: behind.id, meeting: meeting.id, item: item.id, review },
    run: sent.body.id,
    said: words.join('').replaceAll(/\s/g, ''),
  };
}
