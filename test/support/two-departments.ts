import type { Alert } from '#shared/alert.ts';
import type { Meeting, MeetingAction } from '#shared/meeting.ts';
import { personWith } from './accounts.ts';
import { alertsOf, clientOf, moveClock, startTestApp, type TestApp, type TestClient } from './app.ts';
import { sendFile } from './files.ts';
import { aPlan } from './plans.ts';
import { clientWithToken } from './tokens.ts';

/** Everybody there is: by role, by being charged with something else, by department, by scope, and a stranger. */
export const callers = [
  'owner',
  'section_head',
  'finance',
  'manager',
  'leader',
  'treasury',
  'auditor',
  'admin',
  'other_owner',
  'finance_b',
  'read',
  'ingest',
  'manage',
  'token_b',
  'stranger',
] as const;
export type CallerName = (typeof callers)[number];

/** A word that stands in everything about the project A001, and in nothing about any other. */
export const mark = 'ZQX';

/** What exists of the project A001, by its id. */
export interface Things {
  voucher: string;
  correction: string;
  measurement: string;
  evidence: string;
  run: string;
  alert: string;
  silence: string;
  draft: string;
  meeting: string;
  item: string;
  action: string;
}

export interface TwoDepartments {
  app: TestApp;
  clients: Record<CallerName, TestClient>;
  things: Things;
  planA: string;
  stop(): Promise<void>;
}

/**
 * Two departments in April: A with 24 projects, of which A001 is 张敏's of the section 信息股 and A002 李强's; B with
 * one. About A001 there is one of everything, and the marked word in all of it.
 */
export async function twoDepartments(url: string): Promise<TwoDepartments> {
  const app = await startTestApp(url, { CLOCK: '2023-01-01' });
  const planA = aPlan({ projects: 24, department: '435001 甲局本级' })
    .replace('示例项目1\t', `${mark}项目\t`)
    .replace('设备数量\t设备数量', `${mark}数量\t${mark}数量`)
    .replace('\t买设备\t', `\t${mark}用途\t`);
  await commit(app, planA, [
    { projectCode: 'A001', owner: `${mark}张敏`, section: `${mark}信息股` },
    { projectCode: 'A002', owner: '李强', section: '办公室' },
  ]);
  await commit(app, aPlan({ department: '435002 乙局本级', codes: 'B', name: '乙项目' }), []);
  const world = { ...app, url };
  const person = (...args: DropFirst<Parameters<typeof personWith>>) => personWith(world, ...args);
  const token = (...args: DropFirst<Parameters<typeof clientWithToken>>) => clientWithToken(world, ...args);
  const clients: Record<CallerName, TestClient> = {
    owner: await person(['owner'], 'owner', { name: `${mark}张敏` }),
    section_head: await person(['section_head'], 'head', { section: `${mark}信息股` }),
    finance: await person(['finance'], 'finance'),
    manager: await person(['manager'], 'manager'),
    leader: await person(['leader'], 'leader'),
    treasury: await person(['treasury'], 'treasury'),
    auditor: await person(['auditor'], 'auditor'),
    admin: await person(['admin'], 'second-admin'),
    other_owner: await person(['owner'], 'other', { name: '李强' }),
    finance_b: await person(['finance'], 'finance-b', { department: '435002' }),
    read: await token(['read']),
    ingest: await token(['ingest']),
    manage: await token(['manage']),
    token_b: await token(['read', 'ingest', 'manage'], { name: 'b', department: '435002' }),
    stranger: clientOf(app.address, {}),
  };
  await moveClock(app, '2023-04-11');
  return { app, clients, planA, things: await things(app, clients, planA), stop: app.stop };
}

type DropFirst<Args extends unknown[]> = Args extends [unknown, ...infer Rest] ? Rest : never;

async function commit(app: TestApp, text: string, owners: object[]): Promise<void> {
  const { id } = await app.ok<{ id: string }>('POST', '/plan-imports', text);
  await app.ok('POST', `/plan-imports/${id}/commit`, { owners });
}

async function things(
  app: TestApp,
  { owner, finance, leader }: Record<CallerName, TestClient>,
  planA: string,
): Promise<Things> {
  const projectCode = 'A001';
  const paid = { voucherNo: 'V-1', projectCode, paidOn: '2023-03-01', amount: '100.00' };
  const words = { payee: `${mark}收款有限公司`, purpose: `${mark}用途` };
  await finance.ok('POST', '/expenditures', { ...paid, ...words });
  const { items: lines } = await finance.ok<{ items: { id: number }[] }>('GET', '/expenditures?project=A001');
  const reason = `${mark}更正`;
  await finance.ok('POST', '/expenditures', { ...paid, amount: '90.00', corrects: 'V-1', reason });
  const { items: corrections } = await finance.ok<{ items: { id: string }[] }>(
    'GET',
    '/expenditures/corrections',
  );
  const value = { projectCode, indicator: `${mark}数量`, period: '2023-03-31', value: '1' };
  await owner.ok('POST', '/measurements', { ...value, measuredOn: '2023-04-01', note: `${mark}说明` });
  const { items: values } = await owner.ok<{ items: { id: number }[] }>('GET', '/measurements');
  const proof = `/measurements/${values[0]?.id}/evidence`;
  await owner.ok('POST', proof, { url: `https://example.com/${mark}`, name: `${mark}佐证` });
  const picture = { content: `GIF89a${mark}${'\0'.repeat(40)}`, name: `${mark}佐证.gif` };
  const { body: evidence } = await sendFile<{ id: string }>(owner, proof, picture);
  const file = `凭证号,项目编码,支付日期,金额,收款人\nV-2,${projectCode},2023-03-02,坏,${mark}收款人\n`;
  const sent = await sendFile<{ outcome: { id: string } }>(finance, '/imports/expenditures', {
    content: file,
    name: `${mark}.csv`,
  });
  const [alert] = await alertsOf(app, '&project=A001&kind=SPEND_BEHIND');
  const silence = await finance.ok<{ id: string }>('POST', '/silences', {
    reason: `${mark}静默`,
    matchers: { project: projectCode, kind: 'DATA_OVERDUE' },
    ends: '2023-04-20',
  });
  const opening = { node: '2023-03-31', department: '435001' };
  const meeting = await leader.ok<Meeting>('POST', '/meetings', opening);
  const item = meeting.items.find((one) => one.projectCode === projectCode)?.id ?? '';
  const about = `/meetings/${meeting.id}/items/${item}`;
  const statement = { cause: null, explanation: `${mark}说明`, measure: `${mark}措施`, promisedOn: null };
  await owner.ok('PUT', `${about}/statement`, statement);
  await leader.ok('PUT', `${about}/decision`, { decision: 'other', text: `${mark}处置` });
  await leader.ok('PUT', `${about}/notes`, { notes: `${mark}提纲` });
  const what = { what: `${mark}办理`, who: `${mark}张敏`, by: '2023-04-20' };
  const action = await leader.ok<MeetingAction>('POST', `${about}/actions`, what);
  const draft = await finance.ok<{ id: string }>('POST', '/plan-imports', planA);
  return {
    voucher: String(lines[0]?.id),
    correction: corrections[0]?.id ?? '',
    measurement: String(values[0]?.id),
    evidence: evidence.id,
    run: sent.body.outcome.id,
    alert: (alert as Alert).id,
    silence: silence.id,
    draft: draft.id,
    meeting: meeting.id,
    item,
    action: action.id,
  };
}
