import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { Ingested } from '#shared/api.ts';
import { commitSamplePlan, startTestApp } from '../support/app.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('stopping', (fresh) => {
  test('finishes the request that is under way, then closes', async () => {
    const at = await fresh();
    const app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    const socket = app.socket();
    await new Promise((resolve) => socket.on('hello', resolve));
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));

    const voucher = {
      voucherNo: 'SLOW',
      projectCode: '13052923P00533C10004D',
      paidOn: '2023-01-01',
      amount: '5.00',
    };
    const body = JSON.stringify(voucher);
    const slow = request(`${app.address}/api/v1/expenditures`, {
      method: 'POST',
      agent: new Agent({ keepAlive: true }),
      headers: {
        cookie: app.cookie,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        expect: '100-continue',
      },
    });
    const answer = new Promise<number | undefined>((resolve, reject) => {
      slow.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      });
      slow.on('error', reject);
    });
    // The server has the request and waits for its body.
    await new Promise((resolve) => {
      slow.on('continue', resolve);
      slow.flushHeaders();
    });
    slow.write(body.slice(0, 20));

    let stopped = false;
    const stopping = app.stop().then(() => {
      stopped = true;
    });
    await expect.poll(() => isRefused(app.address), { timeout: 10_000 }).toBe(true);
    expect(stopped).toBe(false);
    slow.end(body.slice(20));
    expect(await answer).toBe(201);
    const answered = performance.now();
    await stopping;
    // A connection that the other side keeps open must not hold the server up.
    expect(performance.now() - answered).toBeLessThan(2500);
    await gone;
    socket.close();

    const again = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    expect(await again.ok<Ingested>('POST', '/expenditures', voucher)).toMatchObject({
      accepted: 0,
      known: 1,
    });
    await again.stop();
    await at.drop();
  });
});

function isRefused(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const probe = connect(Number(port), hostname);
    probe.on('connect', () => {
      probe.destroy();
      resolve(false);
    });
    probe.on('error', () => resolve(true));
  });
}
