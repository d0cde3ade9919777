import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Listing, Problem } from '#shared/api.ts';
import type { Evidence, Measurement, MeasurementHistory } from '#shared/measurement.ts';
import { personWith } from '../support/accounts.ts';
import { clientOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const hall = '13052923P006L0N10002F';
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

onEachDatabase('evidence of a value', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let id: number;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-07-15');
    await report('98.5%');
    id = (await newest()).id;
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const report = (value: string, more: object = {}) =>
    app.ok('POST', '/measurements', {
      projectCode: hall,
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      value,
      measuredOn: '2023-07-02',
      ...more,
    });
  const newest = async () => {
    const { items } = await app.ok<Listing<Measurement>>('GET', '/measurements?limit=1');
    return items[0] as Measurement;
  };
  async function send(bytes: Uint8Array, name: string, to = id) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const response = await fetch(`${app.address}/api/v1/measurements/${to}/evidence`, {
      method: 'POST',
      headers: app.credentials,
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Evidence & Problem };
  }
  const fetchFile = (evidence: string, of = id, credentials = app.credentials) =>
    fetch(`${app.address}/api/v1/measurements/${of}/evidence/${evidence}`, { headers: credentials });

  test('a file comes back as it was sent, only ever as a download that runs nothing', async () => {
    const sent = await send(pdf, '../../满意度 调查*报告.PDF');
    expect(sent).toMatchObject({
      status: 201,
      body: { name: '满意度 调查报告.pdf', type: 'application/pdf', size: pdf.length, addedBy: 'admin' },
    });
    const response = await fetchFile(sent.body.id);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(response.headers.get('content-type')).toBe('application/pdf');
    // Sent once more it is the same; the value lists it once.
    expect(await send(pdf, 'again.pdf')).toMatchObject({ status: 200, body: { id: sent.body.id } });
    expect((await newest()).evidence).toEqual([sent.body]);
  });

  test('is not for strangers, nor under the address of another value', async () => {
    const { body } = await send(png, '现场.png');
    expect((await fetchFile(body.id, id, {})).status).toBe(401);
    expect((await fetchFile(body.id, id + 1)).status).toBe(404);
    expect((await fetchFile('1')).status).toBe(404);
    const stranger = clientOf(app.address, {});
    expect(
      (await stranger.call('POST', `/measurements/${id}/evidence`, { url: 'https://a.cn' })).status,
    ).toBe(401);
  });

  test('is what it is by its content: pages, scripts, archives, macros and pretenders are refused', async () => {
    const refused = async (bytes: Uint8Array, name: string) => {
      const { status, body } = await send(bytes, name);
      return [status, body.code];
    };
    const text = (content: string) => Buffer.from(content);
    expect(await refused(text('<!doctype html><script>alert(1)</script>'), '报告.pdf')).toEqual([
      415,
      'unsupported',
    ]);
    expect(await refused(text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'a.png')).toEqual([
      415,
      'unsupported',
    ]);
    expect(await refused(text('MZ\x90\0\x03'), 'a.docx')).toEqual([415, 'unsupported']);
    expect(await refused(text(''), 'a.pdf')).toEqual([422, 'empty']);
    expect(await refused(text('PK\x03\x04 broken'), 'a.xlsx')).toEqual([422, 'damaged']);
    const sheet = { sheets: [{ name: 'A', rows: [['1']] }] };
    const plain = Buffer.from(await writeXlsx(sheet));
    expect((await send(plain, '台账.bin')).body).toMatchObject({ name: '台账.xlsx' });
    const withMacros = Buffer.from(await writeXlsx({ ...sheet, vbaProject: new Uint8Array(2048) }));
    expect(await refused(withMacros, '台账.xlsx')).toEqual([415, 'macro']);
    expect(await refused(Buffer.alloc(20 * 1024 * 1024 + 1, 1), 'big.pdf')).toEqual([413, 'too_large']);
    expect((await send(pdf, 'a.pdf', 999_999)).status).toBe(404);
  });

  test('a link is of the web, and nothing else', async () => {
    const link = (url: string) =>
      app.call<Evidence & Problem>('POST', `/measurements/${id}/evidence`, { url });
    expect(await link('https://www.julu.gov.cn/a?b=1')).toMatchObject({
      status: 201,
      body: { name: 'www.julu.gov.cn', url: 'https://www.julu.gov.cn/a?b=1', size: null },
    });
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'www.gov.cn', ''])
      expect([url, (await link(url)).status]).toEqual([url, 422]);
  });

  test('a value has at most ten', async () => {
    const held = (await newest()).evidence.length;
    for (let at = held; at < 10; at += 1) {
      const url = `https://example.cn/${at}`;
      await app.ok('POST', `/measurements/${id}/evidence`, { url });
    }
    const url = 'https://example.cn/eleven';
    expect((await app.call('POST', `/measurements/${id}/evidence`, { url })).status).toBe(409);
  });

  test('the history of a value tells who reported what and who decided it, and why', async () => {
    await app.ok('POST', `/measurements/${id}/return`, { reason: '样本量不足' });
    expect(await newest()).toMatchObject({ state: 'returned', review: { note: '样本量不足', by: 'admin' } });
    await report('97.9%', { note: '补足样本后重算' });
    const { id: second } = await newest();
    await app.ok('POST', `/measurements/${second}/approve`, { note: '已核对' });
    const { items } = await app.ok<MeasurementHistory>('GET', `/measurements/${id}/history`);
    expect(
      items.map(({ value, state, superseded, reviews }) => [value, state, superseded, reviews.length]),
    ).toEqual([
      ['97.9%', 'approved', false, 1],
      ['98.5%', 'returned', true, 1],
    ]);
    expect(items[0]).toMatchObject({
      note: '补足样本后重算',
      reviews: [{ verdict: 'approved', note: '已核对' }],
    });
    expect(items[1]?.evidence).toHaveLength(10);
    expect((await app.call('GET', '/measurements/999999/history')).status).toBe(404);
  });

  test('that none could be had needs a reason, and then fulfils the duty once approved', async () => {
    const none = { indicator: '自助服务机及设备完好率', value: '本期无法取得' };
    const indicators = async () =>
      (
        await app.ok<Listing<{ name: string; nextDue: string; text: string }>>(
          'GET',
          `/indicators?project=${hall}`,
        )
      ).items;
    const named = (await indicators()).find(({ nextDue }) => nextDue === '2023-06-30');
    expect(named).toBeDefined();
    const body = {
      projectCode: hall,
      period: '2023-06-30',
      measuredOn: '2023-07-02',
      ...none,
      indicator: named?.name,
    };
    const bare = await app.call<Problem>('POST', '/measurements', body);
    expect([bare.status, bare.body.errors?.[0]?.pointer]).toEqual([422, '/note']);
    await app.ok('POST', '/measurements', { ...body, note: '设备商未提供记录' });
    const due = async () => (await indicators()).find(({ name }) => name === named?.name);
    expect((await due())?.nextDue).toBe('2023-06-30');
    await app.ok('POST', `/measurements/${(await newest()).id}/approve`);
    expect((await due())?.nextDue).not.toBe('2023-06-30');
    expect((await due())?.text).toContain('无法取得');
  });

  test('attached by mistake is taken back with a reason by whoever attached it, until the value is approved', async () => {
    await report('97.5%', { period: '2023-03-31', measuredOn: '2023-04-02' });
    const value = (await newest()).id;
    const own = { reason: '附错了文件' };
    const { body } = await send(pdf, '附错了.pdf', value);
    const path = `/measurements/${value}/evidence/${body.id}`;
    expect((await app.call('DELETE', path, {})).status).toBe(422);
    const other = await personWith({ address: app.address, url: at.url }, ['finance'], '王会计');
    expect(await other.call('DELETE', path, own)).toMatchObject({ status: 403 });
    const taken = await app.call<Evidence>('DELETE', path, own);
    expect(taken).toMatchObject({
      status: 200,
      body: { name: '附错了.pdf', url: null, removed: { by: 'admin', reason: '附错了文件' } },
    });
    expect((await fetchFile(body.id, value)).status).toBe(404);
    expect((await app.call('DELETE', path, own)).status).toBe(409);
    const { items } = await app.ok<MeasurementHistory>('GET', `/measurements/${value}/history`);
    const kept = items.flatMap(({ evidence }) => evidence).find((one) => one.id === body.id);
    expect(kept?.removed).toMatchObject({ reason: '附错了文件' });
    const right = await send(pdf, '又附上.pdf', value);
    expect(right.status).toBe(201);
    await other.ok('POST', `/measurements/${value}/approve`);
    const late = await app.call<Problem>('DELETE', `/measurements/${value}/evidence/${right.body.id}`, own);
    expect([late.status, late.body.code]).toEqual([409, 'approved']);
    expect((await fetchFile(right.body.id, value)).status).toBe(200);
  });
});
