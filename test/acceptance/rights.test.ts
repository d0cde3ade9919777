import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { openDb } from '#db/open.ts';
import { revokeToken } from '#db/queries/tokens.ts';
import type { Operation } from '#server/http/operations/operation.ts';
import { operations } from '#server/http/operations.ts';
import { clientOf, signIn, type TestClient } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { sendFile } from '../support/files.ts';
import { clientWithToken } from '../support/tokens.ts';
import {
  type CallerName,
  callers,
  mark,
  type TwoDepartments,
  twoDepartments,
} from '../support/two-departments.ts';

// One database is enough: what is asked here is decided before SQL, or in queries that other suites run on both.
let at: TestDatabase;
let world: TwoDepartments;

beforeAll(async () => {
  at = await freshSqlite();
  world = await twoDepartments(at.url);
}, 120_000);
afterAll(async () => {
  await world.stop();
  await at.drop();
});

/**
 * Who may do what to the project A001 (of the department A, the owner 张敏 and the section 信息股), or where it is about no
 * project: + allowed, – refused, 0 hidden: it does not exist for them. A column for each caller, in the order of `callers`.
 */
// biome-ignore format: one operation a line
const table: Record<string, string> = {
  // columns: owner, section_head, finance, manager, leader, treasury, auditor, admin, other_owner, finance_b, read, ingest, manage, token_b, stranger
  'post /api/v1/session':                                '+++++++++++++++',
  'get /api/v1/session':                                 '++++++++++++++-',
  'delete /api/v1/session':                              '++++++++++++++-',
  'post /api/v1/session/password':                       '++++++++++-----',
  'get /api/v1/me':                                      '++++++++++-----',
  'patch /api/v1/me':                                    '++++++++++-----',
  'post /api/v1/me/second-factor':                       '++++++++++-----',
  'post /api/v1/me/second-factor/confirm':               '++++++++++-----',
  'post /api/v1/me/second-factor/remove':                '++++++++++-----',
  'post /api/v1/me/recovery-codes':                      '++++++++++-----',
  'get /api/v1/me/sessions':                             '++++++++++-----',
  'delete /api/v1/me/sessions':                          '++++++++++-----',
  'delete /api/v1/me/sessions/{id}':                     '0000000000-----',
  'get /api/v1/users':                                   '-------+-------',
  'post /api/v1/users':                                  '-------+-------',
  'patch /api/v1/users/{id}':                            '-------+-------',
  'post /api/v1/users/{id}/password':                    '-------0-------',
  'delete /api/v1/users/{id}/second-factor':             '-------0-------',
  'delete /api/v1/users/{id}/sessions':                  '-------0-------',
  'get /api/v1/tokens':                                  '-------+-------',
  'post /api/v1/tokens':                                 '-------+-------',
  'delete /api/v1/tokens/{id}':                          '-------0-------',
  'post /api/v1/session/wall':                           '---------------',
  'get /api/v1/wall-links':                              '---+---+----++-',
  'post /api/v1/wall-links':                             '---+---+----+--',
  'delete /api/v1/wall-links/{id}':                      '---0---0----00-',
  'get /api/v1/departments':                             '-------+-------',
  'get /api/v1/access-rules':                            '-------+-------',
  'put /api/v1/access-rules':                            '-------+-------',
  'post /api/v1/plan-imports':                           '--+---------+--',
  'get /api/v1/plan-imports':                            '--+------+--++-',
  'get /api/v1/plan-imports/{id}':                       '--+------0--+0-',
  'patch /api/v1/plan-imports/{id}':                     '--+------0--+0-',
  'post /api/v1/plan-imports/{id}/commit':               '--+------0--+0-',
  'post /api/v1/projects/{code}/adjustments':            '--+------0--+0-',
  'post /api/v1/targets/parse':                          '++++++++++++++-',
  'post /api/v1/expenditures':                           '--+------0-++0-',
  'get /api/v1/expenditures':                            '+++++++++++-++-',
  'get /api/v1/expenditures/totals':                     '+++++++++++-++-',
  'get /api/v1/expenditures/{id}/history':               '++++++++00+-+0-',
  'get /api/v1/expenditures/corrections':                '+++++++++++-++-',
  'post /api/v1/expenditures/corrections/{id}/confirm':  '---+-----0--+0-',
  'post /api/v1/expenditures/corrections/{id}/withdraw': '--+------0-++0-',
  'post /api/v1/measurements':                           '+-------00-+-0-',
  'get /api/v1/measurements':                            '+++++++++++-++-',
  'post /api/v1/measurements/{id}/approve':              '-+++-----0--+0-',
  'post /api/v1/measurements/{id}/return':               '-+++-----0--+0-',
  'post /api/v1/imports/expenditures':                   '--+------0-++0-',
  'post /api/v1/imports/measurements':                   '+-------00-+-0-',
  'get /api/v1/imports':                                 '+-++++++++-+++-',
  'get /api/v1/imports/{id}':                            '0-++++++00-++0-',
  'get /api/v1/imports/{id}/rejected.xlsx':              '0-++++++00-++0-',
  'delete /api/v1/imports/{id}':                         '0-+-----00-++0-',
  'get /api/v1/measurements/{id}/history':               '++++++++00+-+0-',
  'post /api/v1/measurements/{id}/evidence':             '+-------00-+-0-',
  'delete /api/v1/measurements/{id}/evidence/{evidenceId}': '+-------00---0-',
  'get /api/v1/measurements/{id}/evidence/{evidenceId}': '++++++++00+-+0-',
  'get /api/v1/imports/templates/expenditures.xlsx':     '+++++++++++-++-',
  'get /api/v1/imports/templates/measurements.xlsx':     '+++++++++++-++-',
  'get /api/v1/imports/templates/fill-in.xlsx':          '+++++++++++-++-',
  'get /api/v1/ledger':                                  '+++++++++++-++-',
  'post /api/v1/ledger/confirm':                         '--+------+-+++-',
  'get /api/v1/overview':                                '+++++++++++-++-',
  'get /api/v1/projects':                                '+++++++++++-++-',
  'get /api/v1/project-names':                           '+++++++++++-++-',
  'get /api/v1/projects/{code}':                         '++++++++00+-+0-',
  'get /api/v1/projects/{code}/snapshot':                '++++++++00+-+0-',
  'get /api/v1/projects/{code}/expenditures':            '++++++++00+-+0-',
  'get /api/v1/indicators':                              '+++++++++++-++-',
  'get /api/v1/alerts':                                  '+++++++++++-++-',
  'get /api/v1/alerts/counts':                           '+++++++++++-++-',
  'get /api/v1/alerts/{id}':                             '++++++++00+-+0-',
  'get /api/v1/alerts/{id}/moves':                       '++++++++00+-+0-',
  'post /api/v1/alerts/{id}/acknowledge':                '++------00---0-',
  'post /api/v1/alerts/{id}/rectify':                    '+----+--00---0-',
  'post /api/v1/alerts/{id}/submit':                     '+-------00---0-',
  'post /api/v1/alerts/{id}/return':                     '---+--------+0-',
  'post /api/v1/alerts/{id}/close':                      '---+--------+0-',
  'post /api/v1/alerts/{id}/accept':                     '----+--------0-',
  'get /api/v1/silences':                                '+++++++++++-++-',
  'post /api/v1/silences':                               '--++-----0--+0-',
  'delete /api/v1/silences/{id}':                        '--++-----0--+0-',
  'post /api/v1/projects/{code}/finish':                 '+-------00---0-',
  'post /api/v1/projects/{code}/finish/approve':         '--+------0--+0-',
  'delete /api/v1/projects/{code}/finish':               '--+-----00--+0-',
  'get /api/v1/projects/{code}/handovers':               '++++++++00+-+0-',
  'post /api/v1/projects/{code}/handovers':              '+-------00---0-',
  'get /api/v1/years/{year}/close':                      '+++++++++++-++-',
  'post /api/v1/years/{year}/close':                     '--+---------+--',
  'get /api/v1/system':                                  '++++++++++++++-',
  'post /api/v1/setup/sample':                           '--++--------+--',
  'get /api/v1/clock':                                   '++++++++++++++-',
  'put /api/v1/clock':                                   '--++--------+--',
  'get /api/v1/changes':                                 '+++++++++++-++-',
  'post /api/v1/evaluations':                            '--++--------+--',
  'get /api/v1/evaluations':                             '--++++++--+-+--',
  'get /healthz':                                        '+++++++++++++++',
  'get /readyz':                                         '+++++++++++++++',
  'get /metrics':                                        '+++++++++++++++',
  'get /api/openapi.json':                               '++++++++++++++-',
  'get /api/docs':                                       '++++++++++++++-',
  'get /api/docs.css':                                   '++++++++++++++-',
  'get /api/v1/meetings':                                '+++++++++++-++-',
  'post /api/v1/meetings':                               '---++-------++-',
  'get /api/v1/meetings/{id}':                           '+++++++++0+-+0-',
  'get /api/v1/meetings/{id}/comparison':                '+++++++++0+-+0-',
  'get /api/v1/meetings/{id}/minutes':                   '+++++++++0+-+0-',
  'get /api/v1/meetings/{id}/pack':                      '+++++++++0+-+0-',
  'patch /api/v1/meetings/{id}':                         '---++-------+0-',
  'post /api/v1/meetings/{id}/close':                    '---++-------+0-',
  'put /api/v1/meetings/{id}/items/{item}/statement':    '++------00---0-',
  'put /api/v1/meetings/{id}/items/{item}/decision':     '---++-------+0-',
  'put /api/v1/meetings/{id}/items/{item}/notes':        '---++-------+0-',
  'post /api/v1/meetings/{id}/items/{item}/actions':     '---++-------+0-',
  'get /api/v1/meeting-actions':                         '+++++++++++-++-',
  'patch /api/v1/meeting-actions/{id}':                  '---++-------+0-',
  'delete /api/v1/meeting-actions/{id}':                 '---++-------+0-',
  'post /api/v1/meeting-actions/{id}/submit':            '+-------00---0-',
  'post /api/v1/meeting-actions/{id}/return':            '---+--------+0-',
  'post /api/v1/meeting-actions/{id}/close':             '---+--------+0-',
  'get /api/v1/reports/monitoring-form':                  '+++++++++++-++-',
  'get /api/v1/reports/self-evaluation':                  '+++++++++++-++-',
  'get /api/v1/reports/summary':                          '+++++++++++-++-',
  'get /api/v1/reports/ranking':                          '+++++++++++-++-',
  'get /api/v1/reports/rectification-ledger':             '+++++++++++-++-',
  'get /api/v1/reports/department-monitoring-form':       '00++++++0++-++-',
  'get /api/v1/reports/department-self-evaluation':       '00++++++0++-++-',
  'get /api/v1/reports/low-targets':                      '+++++++++++-++-',
  'get /api/v1/reports/monitoring-report':                '+++++++++++-++-',
  'get /api/v1/projects/{code}/monitoring-texts':         '++++++++00+-+0-',
  'put /api/v1/projects/{code}/monitoring-texts':         '+++-----00--+0-',
  'get /api/v1/projects/{code}/self-evaluation-texts':    '++++++++00+-+0-',
  'put /api/v1/projects/{code}/self-evaluation-texts':    '+++-----00--+0-',
  'get /api/v1/departments/{code}/monitoring-texts':      '00++++++00+-+0-',
  'put /api/v1/departments/{code}/monitoring-texts':      '--++-----0--+0-',
  'get /api/v1/departments/{code}/self-evaluation-texts': '00++++++00+-+0-',
  'put /api/v1/departments/{code}/self-evaluation-texts': '--++-----0--+0-',
  'get /api/v1/years/{year}/reporting-days':              '+++++++++++-++-',
  'post /api/v1/years/{year}/reporting-days':             '--+------+--++-',
  'delete /api/v1/years/{year}/reporting-days/{month}':   '--+------+--++-',
  'get /api/v1/alerts/{id}/notice':                       '++++++++00+-+0-',
  'get /api/v1/rules':                                    '+++++++++++-++-',
  'put /api/v1/rules/{scope}':                            '--++-----0--+0-',
  'get /api/v1/audit':                                    '------++-------',
  'get /api/v1/audit/export.xlsx':                        '------++-------',
  'get /api/v1/audit/chain':                              '------++-------',
  'put /api/v1/audit/retention':                          '-------+-------',
  'post /api/v1/rules/backtest':                          '--++-----0--+0-',
};
const signs = { allowed: '+', refused: '-', hidden: '0' } as const;
type Verdict = keyof typeof signs;

const called = ({ method, path }: Pick<Operation, 'method' | 'path'>) => `${method} ${path}`;

/** The operation as a request about A001 that would be acceptable of somebody. */
async function ask(
  who: CallerName,
  client: TestClient,
  operation: Operation,
): Promise<{ status: number; text: string }> {
  const { method, path } = operation;
  const { planA } = world;
  const place = placeOf(operation);
  const query = path.endsWith('fill-in.xlsx') ? '?period=2023-03-31' : '';
  if (/\/imports\/(?:expenditures|measurements)$/.test(path)) {
    const content = path.endsWith('expenditures')
      ? `凭证号,项目编码,支付日期,金额\nF-${who},A001,2023-03-02,1.00\n`
      : `项目编码,指标,填报期,完成值,测量日期\nA001,${mark}数量,2023-06-30,1,2023-04-01\n`;
    const sent = await sendFile(client, `${path.replace('/api/v1', '')}?dryRun=true`, { content });
    return { status: sent.status, text: JSON.stringify(sent.body) };
  }
  const body = bodies(who)[called(operation)] ?? (operation.document ? planA : undefined);
  const caller = path === '/api/v1/session' && method === 'delete' ? await again(who, client) : client;
  const answered = await caller.call(method.toUpperCase(), `${client.address}${place}${query}`, body);
  return { status: answered.status, text: JSON.stringify(answered.body) };
}

/** Who signs out does so in a session of its own. */
async function again(who: CallerName, client: TestClient): Promise<TestClient> {
  const name = userNames[who];
  return name ? await signIn(client.address, undefined, name) : client;
}
const userNames: Partial<Record<CallerName, string>> = {
  owner: 'owner',
  section_head: 'head',
  finance: 'finance',
  manager: 'manager',
  leader: 'leader',
  treasury: 'treasury',
  auditor: 'auditor',
  admin: 'second-admin',
  other_owner: 'other',
  finance_b: 'finance-b',
};

/** Bodies that say something about A001; what they would change is refused for its content after rights let it pass. */
function bodies(who: CallerName): Record<string, unknown> {
  const projectCode = 'A001';
  const day = '2023-04-11';
  return {
    'post /api/v1/session': { username: 'admin', password: 'a-password-for-tests' },
    'post /api/v1/session/wall': { secret: 'dbw_of_nobody' },
    'post /api/v1/wall-links': { name: `大屏${who}` },
    'post /api/v1/session/password': { current: 'wrong', next: 'another-password' },
    'patch /api/v1/plan-imports/{id}': { answers: [{ question: 'none', answer: 'x' }] },
    'post /api/v1/plan-imports/{id}/commit': {},
    'post /api/v1/projects/{code}/adjustments': { budget: '80000.00', effectiveOn: day, reason: '无' },
    'post /api/v1/me/second-factor': { password: 'wrong' },
    'post /api/v1/me/second-factor/confirm': { code: '000000' },
    'post /api/v1/me/second-factor/remove': { password: 'wrong' },
    'post /api/v1/me/recovery-codes': { password: 'wrong' },
    'post /api/v1/targets/parse': { level2: '数量指标', name: '设备', value: '≥1个', year: 2023 },
    'post /api/v1/expenditures': { voucherNo: `T-${who}`, projectCode, paidOn: '2023-03-03', amount: '1.00' },
    'post /api/v1/expenditures/corrections/{id}/withdraw': { reason: '无' },
    'post /api/v1/measurements': {
      projectCode,
      indicator: `${mark}数量`,
      period: '2023-06-30',
      value: '坏值',
      measuredOn: '2023-04-01',
    },
    'post /api/v1/measurements/{id}/approve': {},
    'post /api/v1/measurements/{id}/return': { reason: '无' },
    'post /api/v1/measurements/{id}/evidence': { url: 'no address' },
    'delete /api/v1/measurements/{id}/evidence/{evidenceId}': { reason: '无' },
    'post /api/v1/ledger/confirm': { coveredTo: '2023-01-31' },
    'post /api/v1/alerts/{id}/acknowledge': {
      owner: '张',
      cause: '其他',
      measure: '无',
      promisedOn: '2023-04-10',
    },
    'post /api/v1/alerts/{id}/rectify': {},
    'post /api/v1/alerts/{id}/submit': { result: '无' },
    'post /api/v1/alerts/{id}/return': { reason: '无' },
    'post /api/v1/alerts/{id}/close': { note: '无' },
    'post /api/v1/alerts/{id}/accept': { reason: '无', until: '2023-04-10' },
    'post /api/v1/silences': { reason: '无', matchers: { project: 'A001' }, ends: '2022-01-01' },
    'post /api/v1/projects/{code}/finish': { reason: '无' },
    'post /api/v1/projects/{code}/handovers': { to: `${mark}张敏`, reason: '无' },
    'post /api/v1/years/{year}/close': {},
    'patch /api/v1/meetings/{id}': { place: '无' },
    'put /api/v1/meetings/{id}/items/{item}/statement': {
      ...{ cause: null, explanation: '无', measure: null, promisedOn: '2023-01-01' },
    },
    'put /api/v1/meetings/{id}/items/{item}/decision': { decision: 'continue', text: null },
    'put /api/v1/meetings/{id}/items/{item}/notes': { notes: '无' },
    'post /api/v1/meetings/{id}/items/{item}/actions': { what: '无', who: '无', by: '2023-01-01' },
    'patch /api/v1/meeting-actions/{id}': { by: '2023-01-01' },
    'post /api/v1/meeting-actions/{id}/submit': { result: '无' },
    'post /api/v1/meeting-actions/{id}/return': { reason: '无' },
    'post /api/v1/meeting-actions/{id}/close': { note: '无' },
    'post /api/v1/meetings': { node: '2022-03-31' },
    'put /api/v1/projects/{code}/monitoring-texts': { indicators: [] },
    'put /api/v1/projects/{code}/self-evaluation-texts': { indicators: [] },
    'put /api/v1/departments/{code}/monitoring-texts': { indicators: [] },
    'put /api/v1/departments/{code}/self-evaluation-texts': { indicators: [] },
    'post /api/v1/years/{year}/reporting-days': { month: 7 },
    'put /api/v1/rules/{scope}': { changes: { spending: { warning: 500 } }, reason: '无', revises: 0 },
    'post /api/v1/rules/backtest': { scope: 'project:A001', changes: { spending: { warning: 500 } } },
    'put /api/v1/clock': { today: day },
    'post /api/v1/evaluations': {},
  };
}

function verdictOf({ status, text }: { status: number; text: string }): Verdict {
  if (status === 401 || status === 403 || text.includes('"code":"not_yours"')) return 'refused';
  return status === 404 || text.includes('"unknown_project"') ? 'hidden' : 'allowed';
}

describe('the table of rights', { timeout: 120_000 }, () => {
  test('has a row for every operation and no other', ({ annotate }) => {
    expect(operations.map(called).sort()).toEqual(Object.keys(table).sort());
    const cells = (Object.keys(table).length + Object.keys(heard).length) * callers.length;
    return annotate(`${cells} cells`);
  });

  test.for(operations.map((operation) => [called(operation), operation] as const))(
    '%s',
    async ([name, operation]) => {
      let row = '';
      for (const who of callers) row += signs[verdictOf(await ask(who, world.clients[who], operation))];
      expect([name, row]).toEqual([name, table[name]]);
    },
  );
});

/** Who hears what of A001, or of 21 projects of A at once, over the socket: + hears it, – does not, x is not let in. */
// biome-ignore format: one event a line
const heard: Record<string, string> = {
  hello:    '+++++++++++x++x',
  alert:    '++++++++--+x+-x',
  changed:  '++++++++--+x+-x',
  alerts:   '--++++++--+x+-x',
  progress: '--+--------x--x',
};

describe('the socket', () => {
  type Said = { event: string; text: string };

  /** Connects everybody; what each was told, by caller. */
  async function listen() {
    const told = {} as Record<CallerName, Said[]>;
    const sockets = callers.map((who) => {
      const socket = world.clients[who].socket();
      told[who] = [];
      socket.onAny((event: string, body: unknown) => told[who].push({ event, text: JSON.stringify(body) }));
      socket.on('connect_error', () => {
        told[who].push({ event: 'x', text: '' });
        socket.close();
      });
      return socket;
    });
    await expect.poll(() => callers.every((who) => told[who].length > 0), { timeout: 10_000 }).toBe(true);
    return { told, close: () => void sockets.map((socket) => socket.close()) };
  }

  const rowOf = (told: Record<CallerName, Said[]>, event: string, about = '') =>
    callers
      .map((who) => {
        if (told[who].some((one) => one.event === 'x')) return 'x';
        return told[who].some((one) => one.event === event && one.text.includes(about)) ? '+' : '-';
      })
      .join('');

  const pay = (items: object[]) => world.clients.finance.ok('POST', '/expenditures', { items });
  const over = (projectCode: string) => ({
    ...{ voucherNo: `O-${projectCode}`, projectCode, paidOn: '2023-04-01', amount: '90000.00' },
  });

  test('tells each only of what exists for them', async () => {
    const { told, close } = await listen();
    expect(rowOf(told, 'hello')).toBe(heard.hello);
    await pay([over('A001')]);
    await expect.poll(() => rowOf(told, 'alert', 'OVER_BUDGET'), { timeout: 5_000 }).toBe(heard.alert);
    await expect.poll(() => rowOf(told, 'changed', 'A001'), { timeout: 5_000 }).toBe(heard.changed);
    for (const who of ['other_owner', 'finance_b', 'token_b'] as const) {
      expect([who, told[who].filter(({ text }) => text.includes('A001') || text.includes(mark))]).toEqual([
        who,
        [],
      ]);
      expect([who, told[who].filter(({ event }) => event !== 'hello')]).toEqual([who, []]);
    }
    close();
  });

  test('counts a flood for each by what exists for them, and progress is for who sent the file', async () => {
    const { told, close } = await listen();
    await pay(Array.from({ length: 22 }, (_, at) => over(`A${String(at + 2).padStart(3, '0')}`)));
    await expect.poll(() => rowOf(told, 'alerts', 'OVER_BUDGET'), { timeout: 5_000 }).toBe(heard.alerts);
    // Of the flood the owner of A002 has one alert, and hears it as such.
    const isOpened = ({ event, text }: Said) =>
      event === 'alert' && text.includes('OVER_BUDGET') && text.includes('"opened"');
    await expect.poll(() => told.other_owner.filter(isOpened).length).toBe(1);
    expect(told.other_owner.every(({ text }) => !text.includes('A003'))).toBe(true);
    const content = '凭证号,项目编码,支付日期,金额\nP-1,A001,2023-03-02,1.00\n';
    await sendFile(world.clients.finance, '/imports/expenditures', { content });
    await expect.poll(() => rowOf(told, 'progress'), { timeout: 5_000 }).toBe(heard.progress);
    close();
  });

  test('is over at once where the token is revoked or the rights are taken', async () => {
    const client = await clientWithToken({ ...world.app, url: at.url }, ['read'], { name: 'short' });
    const socket = client.socket();
    let isOpen = false;
    socket.on('hello', () => {
      isOpen = true;
    });
    socket.on('disconnect', () => {
      isOpen = false;
      socket.close();
    });
    await expect.poll(() => isOpen, { timeout: 5_000 }).toBe(true);
    const db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    // As the command line does it, from another process: the server looks by itself.
    await db.write((trx) => revokeToken(trx, 'short', new Date().toISOString()));
    await db.close();
    await expect.poll(() => isOpen, { timeout: 8_000 }).toBe(false);
  });
});

describe('nobody learns of what they may not see', { timeout: 240_000 }, () => {
  const restricted = ['other_owner', 'finance_b', 'token_b'] as const;
  const tables = ['alerts', 'expenditures', 'indicators', 'projects', 'imports', 'rules'].map(
    (one) => `/api/v1/${one}`,
  );
  const reads = operations.filter(({ method, path }) => method === 'get' && path.startsWith('/api/v1'));

  test.for(restricted)('%s, from any read, in either language, now and in the past', async (who) => {
    const client = world.clients[who];
    for (const operation of reads) {
      for (const query of [
        '',
        '?asOf=2023-04-10',
        '?project=A001',
        '?limit=500&condition=pending,firing,resolved',
        ...(/\/reports\/|\/(?:pack|minutes)$/.test(operation.path) ? ['?format=xlsx', '?format=docx'] : []),
        ...(tables.includes(operation.path) ? [`?format=xlsx&q=${mark}`, '?sort=project'] : []),
      ]) {
        for (const language of query === '' ? ['zh-CN', 'en'] : ['zh-CN']) {
          const response = await fetch(`${client.address}${placeOf(operation)}${query}`, {
            headers: { ...client.credentials, 'accept-language': language },
          });
          const said = await wordsOf(response);
          expect([called(operation), query, said.includes(mark)]).toEqual([called(operation), query, false]);
          if (who !== 'other_owner')
            expect([called(operation), query, /A0\d\d/.test(said)]).toEqual([
              called(operation),
              query,
              false,
            ]);
        }
      }
    }
  });

  test.for(restricted)(
    '%s, from the refusal of a write: it is that of a project that does not exist',
    async (who) => {
      const client = world.clients[who];
      const value = { indicator: '设备数量', period: '2023-06-30', value: '1', measuredOn: '2023-04-01' };
      const payment = { paidOn: '2023-03-01', amount: '1.00' };
      const writes: ((code: string) => [string, string, unknown])[] = [
        (code) => ['POST', '/measurements', { ...value, projectCode: code }],
        (code) => ['POST', '/expenditures', { ...payment, voucherNo: 'W-1', projectCode: code }],
        // The number of a voucher that another project has.
        (code) => ['POST', '/expenditures', { ...payment, voucherNo: 'V-1', projectCode: code }],
        (code) => ['POST', `/projects/${code}/finish`, { reason: '好' }],
        (code) => ['POST', `/projects/${code}/handovers`, { to: '某某', reason: '好' }],
        (code) => [
          'POST',
          `/projects/${code}/adjustments`,
          { budget: '1.00', effectiveOn: '2023-04-11', reason: '好' },
        ],
        (code) => ['POST', '/silences', { reason: '好', matchers: { project: code }, ends: '2023-04-12' }],
        (code) => ['GET', `/projects/${code}`, undefined],
        (code) => ['GET', `/projects/${code}/expenditures`, undefined],
        (code) => ['GET', `/projects/${code}/handovers`, undefined],
      ];
      for (const write of writes) {
        const [hidden, unknown] = await Promise.all(
          ['A001', 'NOBODY'].map(async (code) => {
            const { status, body } = await client.call(...write(code));
            return JSON.stringify([status, body]).replaceAll(code, 'CODE');
          }),
        );
        expect(hidden).toBe(unknown);
      }
    },
  );

  test('payees are whole for who needs them and masked for the others, in answers and in workbooks', async () => {
    const whole = `${mark}收款有限公司`;
    const seen = async (who: CallerName) =>
      (await world.clients[who].call('GET', '/projects/A001/expenditures')).body as {
        items: { payee: string }[];
      };
    const found: Partial<Record<CallerName, boolean>> = {};
    for (const who of callers)
      if (who !== 'stranger') found[who] = JSON.stringify(await seen(who)).includes(whole);
    const needs = Object.entries(found).flatMap(([who, isWhole]) => (isWhole ? [who] : []));
    expect(needs).toEqual(['owner', 'finance', 'treasury', 'auditor', 'manage']);
    expect(JSON.stringify(await seen('manager'))).toContain('Z**有限公司');
    const rejected = `/api/v1/imports/${world.things.run}/rejected.xlsx`;
    const book = async (who: CallerName) =>
      await wordsOf(
        await fetch(`${world.app.address}${rejected}`, { headers: world.clients[who].credentials }),
      );
    expect(await book('finance')).toContain(`${mark}收款人`);
    expect(await book('auditor')).toContain(`${mark}收款人`);
    expect(await book('manager')).not.toContain(`${mark}收款人`);
  });
});

describe('a screen on the wall', { timeout: 120_000 }, () => {
  /** All that a wall link opens; what is added to the product some day is closed to it until it stands here. */
  const open = [
    'delete /api/v1/session',
    'get /api/v1/session',
    'post /api/v1/session',
    'get /api/v1/system',
    'get /api/v1/overview',
    'get /api/v1/projects',
    'get /api/v1/alerts',
    'get /api/v1/changes',
    'get /healthz',
    'get /readyz',
    'get /metrics',
  ];

  /** A wall as its page signs in: by the secret of a link, for the cookie that goes on. */
  async function aWall(name: string, department?: string) {
    const link = await world.clients.manager.ok<{ token: { id: string }; secret: string }>(
      'POST',
      '/wall-links',
      { name, ...(department && { department }) },
    );
    const stranger = world.clients.stranger;
    const opened = await stranger.call('POST', '/session/wall', { secret: link.secret });
    const [cookie = ''] = opened.headers.getSetCookie();
    const wall = clientOf(stranger.address, { cookie: cookie.split(';')[0] ?? '' });
    return { ...link, cookie, opened, wall };
  }

  test('reads what the wall shows and nothing else, by cookie as by bearer', async () => {
    const { wall, secret, opened, cookie } = await aWall('大厅');
    expect(opened).toMatchObject({
      status: 201,
      body: { wall: true, roles: [], may: ['read'], sees: 'all' },
    });
    expect(cookie).toMatch(
      /^duibiao_wall=dbw_[^;]+; Max-Age=34560000; Path=\/;.* HttpOnly; SameSite=Strict$/,
    );
    const bearer = clientOf(wall.address, { authorization: `Bearer ${secret}` });
    for (const caller of [wall, bearer]) {
      const passed = [];
      for (const operation of operations)
        if (verdictOf(await ask('stranger', caller, operation)) === 'allowed') passed.push(called(operation));
      expect(passed.sort()).toEqual([...open].sort());
      for (const path of ['/projects?format=xlsx', '/alerts?format=xlsx'])
        expect([path, (await caller.call('GET', path)).status]).toEqual([path, 403]);
    }
  });

  test('shows no payee, and of one department what another one has not', async () => {
    const whole = `${mark}收款有限公司`;
    const { wall } = await aWall('乙局大厅', '435002');
    for (const path of ['/overview', '/projects?limit=500', '/alerts?limit=500', '/changes', '/system']) {
      const [all, own] = await Promise.all(
        [(await aWall(`全部${path}`)).wall, wall].map((one) => one.call('GET', path)),
      );
      expect([path, all?.status, JSON.stringify(all?.body).includes(whole)]).toEqual([path, 200, false]);
      expect([path, own?.status, /A0\d\d|ZQX/.test(JSON.stringify(own?.body))]).toEqual([path, 200, false]);
    }
  });

  test('is made and revoked by who may, of the own department only', async () => {
    const { finance, owner, token_b, admin } = world.clients;
    for (const client of [finance, owner])
      expect((await client.call('POST', '/wall-links', { name: '不行' })).status).toBe(403);
    expect((await token_b.call('POST', '/wall-links', { name: '全部不行' })).status).toBe(403);
    expect((await token_b.call('POST', '/wall-links', { name: '甲不行', department: '435001' })).status).toBe(
      403,
    );
    const own = await token_b.ok<{ token: { id: string } }>('POST', '/wall-links', {
      name: '乙行',
      department: '435002',
    });
    const { items, departments, wholeHouse } = await token_b.ok<{
      items: { name: string }[];
      departments: { code: string }[];
      wholeHouse: boolean;
    }>('GET', '/wall-links');
    expect([
      items.every(({ name }) => name.startsWith('乙')),
      departments.map(({ code }) => code),
      wholeHouse,
    ]).toEqual([true, ['435002'], false]);
    expect((await admin.call('DELETE', `/wall-links/${own.token.id}`)).body).toMatchObject({
      state: 'revoked',
    });
    const { token } = await aWall('甲局大厅', '435001');
    expect((await token_b.call('DELETE', `/wall-links/${token.id}`)).status).toBe(404);
    // A token of another kind is no wall link, and no cookie of a wall.
    const manage = await admin.ok<{ token: { id: string }; secret: string }>('POST', '/tokens', {
      name: '机器',
      scopes: ['manage'],
    });
    expect((await admin.call('DELETE', `/wall-links/${manage.token.id}`)).status).toBe(404);
    const { status } = await clientOf(admin.address, { cookie: `duibiao_wall=${manage.secret}` }).call(
      'GET',
      '/overview',
    );
    expect(status).toBe(401);
    expect(
      (await world.clients.stranger.call('POST', '/session/wall', { secret: manage.secret })).status,
    ).toBe(401);
  });

  test('stays in for as long as its link is in force, and out once it is revoked', async () => {
    const { wall, token } = await aWall('走廊');
    const renewed = await wall.call('GET', '/session');
    expect(renewed.headers.getSetCookie()[0]).toContain('Max-Age=34560000');
    const socket = wall.socket();
    const heard: string[] = [];
    socket.on('hello', () => heard.push('hello'));
    socket.on('disconnect', () => {
      heard.push('over');
      socket.close();
    });
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['hello']);
    await world.clients.manager.ok('DELETE', `/wall-links/${token.id}`);
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['hello', 'over']);
    expect((await wall.call('GET', '/overview')).status).toBe(401);
  });

  test('leaves a person who signs in on the same browser who they are', async () => {
    const { cookie } = await aWall('会议室');
    const person = world.clients.owner.cookie;
    const both = clientOf(world.app.address, { cookie: `${cookie.split(';')[0]}; ${person}` });
    expect((await both.call('GET', '/session')).body).toMatchObject({ username: 'owner', wall: false });
    expect((await both.call('GET', '/me')).status).toBe(200);
  });
});

/** The address of an operation on what exists of A001. */
function placeOf({ path }: Operation): string {
  const { things } = world;
  const nameOf: [RegExp, string][] = [
    [/expenditures\/\{id\}/, things.voucher],
    [/corrections\/\{id\}/, things.correction],
    [/measurements\/\{id\}/, things.measurement],
    [/imports\/\{id\}/, path.includes('plan-imports') ? things.draft : things.run],
    [/alerts\/\{id\}/, things.alert],
    [/silences\/\{id\}/, things.silence],
    [/meetings\/\{id\}/, things.meeting],
    [/meeting-actions\/\{id\}/, things.action],
    // No account, session or token: who may look for one is told that there is none.
    [/(?:users|tokens|sessions)\/\{id\}/, 'none'],
  ];
  return path
    .replace('{id}', nameOf.find(([pattern]) => pattern.test(path))?.[1] ?? '')
    .replace('{evidenceId}', things.evidence)
    .replace('{item}', things.item)
    .replace('departments/{code}', 'departments/435001')
    .replace('{code}', 'A001')
    .replace('{scope}', 'project:A001')
    .replace('{year}', '2023')
    .replace('{month}', '7');
}

/** Everything that an answer says: its headers, and its text, or the texts inside a workbook; hashes and packed bytes say nothing. */
async function wordsOf(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const parts: Buffer[] = [];
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const zip = await yauzl.fromBufferPromise(bytes);
    for await (const entry of zip.eachEntry())
      parts.push(await buffer(await zip.openReadStreamPromise(entry)));
  } else parts.push(bytes);
  const told = [...response.headers].filter(([name]) => name !== 'etag');
  const headers = told.map(([, value]) => decodeURIComponent(value.replaceAll('%', '%25')));
  return [...headers, ...parts.map((part) => part.toString('utf8'))].join('\n');
}
