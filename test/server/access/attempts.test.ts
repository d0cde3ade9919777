import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Attempts, createAttempts, waitAfter } from '#server/access/attempts.ts';
import { TooMany } from '#server/http/errors.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-05T00:00:00Z') }));
afterEach(() => void vi.useRealTimers());

const admin = { username: 'admin', address: '10.0.0.1' };

/** Says a wrong password: 0 where it was looked at, else the seconds to wait. */
async function guess(attempts: Attempts, who: Parameters<Attempts['begin']>[0]): Promise<number> {
  try {
    await attempts.begin(who);
    return 0;
  } catch (error) {
    if (error instanceof TooMany) return error.seconds;
    throw error;
  }
}

/** How many wrong passwords a guesser gets looked at in an hour, who waits exactly as long as he is told. */
async function guessesInAnHour(attempts: Attempts, addresses: readonly string[]): Promise<number> {
  const free = new Map(addresses.map((address) => [address, Date.now()]));
  const end = Date.now() + 3_600_000;
  let looked = 0;
  while (Date.now() < end) {
    for (const [address, at] of free) {
      if (at > Date.now()) continue;
      const wait = await guess(attempts, { username: 'admin', address });
      if (wait === 0) looked += 1;
      free.set(address, Date.now() + Math.max(wait, 1) * 1000);
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }
  return looked;
}

describe('wrong passwords', () => {
  test('are free five times, then each doubles the wait, to a quarter of an hour', () => {
    expect([1, 4, 5, 6, 7, 8, 12, 13, 50].map(waitAfter)).toEqual([0, 0, 5, 10, 20, 40, 640, 900, 900]);
  });

  test('make who guesses wait, and nobody elsewhere', async () => {
    const attempts = createAttempts();
    for (let mistake = 1; mistake <= 5; mistake++) expect(await guess(attempts, admin)).toBe(0);
    expect(await guess(attempts, admin)).toBe(5);
    expect(await guess(attempts, { ...admin, username: 'ADMIN' })).toBe(5);
    expect(await guess(attempts, { ...admin, address: '10.0.0.2' })).toBe(0);
    expect(await guess(attempts, { ...admin, username: 'zhangmin' })).toBe(0);
    // The same office, a device on which the owner has signed in before.
    expect(await guess(attempts, { ...admin, device: 'known' })).toBe(0);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await guess(attempts, admin)).toBe(0);
    expect(await guess(attempts, admin)).toBe(10);
  });

  test('a thousand at once are no way around', async () => {
    const attempts = createAttempts();
    const waits = await Promise.all(Array.from({ length: 1_000 }, () => guess(attempts, admin)));
    expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(6);
  });

  test('are forgotten with the right one; a try that was neither does not count', async () => {
    const attempts = createAttempts();
    for (let mistake = 1; mistake <= 4; mistake++) await guess(attempts, admin);
    await (await attempts.begin(admin)).withdraw();
    await (await attempts.begin(admin)).withdraw();
    await (await attempts.begin(admin)).succeeded();
    for (let mistake = 1; mistake <= 5; mistake++) expect(await guess(attempts, admin)).toBe(0);
    expect(await guess(attempts, admin)).toBe(5);
  });

  test('for many names from one address are a hundred in ten minutes, and known devices there go on', async () => {
    const attempts = createAttempts();
    let looked = 0;
    for (let name = 0; name < 300; name++)
      if ((await guess(attempts, { username: `user${name}`, address: '10.0.0.9' })) === 0) looked += 1;
    expect(looked).toBe(100);
    expect(await guess(attempts, { username: 'other', address: '10.0.0.9' })).toBe(600);
    expect(await guess(attempts, { username: 'other', address: '10.0.0.9', device: 'known' })).toBe(0);
  });

  test('from an IPv6 network are from one address, however many it has', async () => {
    const attempts = createAttempts();
    const waits = [];
    for (let host = 1; host <= 6; host++)
      waits.push(await guess(attempts, { username: 'admin', address: `2001:db8:1:2::${host}` }));
    expect(waits).toEqual([0, 0, 0, 0, 0, 5]);
    expect(await guess(attempts, { username: 'admin', address: '2001:db8:1:3::1' })).toBe(0);
  });

  test('are so few in an hour that guessing leads nowhere, and the owner signs in all the while', async () => {
    const alone = createAttempts();
    const hours = [];
    for (let hour = 1; hour <= 3; hour++) hours.push(await guessesInAnHour(alone, ['10.0.0.66']));
    expect(hours).toEqual([15, 4, 4]);
    const attempts = createAttempts();
    const addresses = Array.from({ length: 100 }, (_, host) => `10.0.1.${host}`);
    expect(await guessesInAnHour(attempts, addresses)).toBe(1_500);
    // From where the owner is, and even from a guesser's own address on the owner's device.
    expect(await guess(attempts, admin)).toBe(0);
    expect(await guess(attempts, { username: 'admin', address: '10.0.1.7', device: 'known' })).toBe(0);
  });
});
