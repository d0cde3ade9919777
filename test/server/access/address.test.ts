import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { addressOf, networkOf } from '#server/access/address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;
const nobody = () => false;
const one = (_: string, step: number) => step < 1;
const local = (address: string) => address === '127.0.0.1';

// biome-ignore format: one case a line
test.for([
  ['10.0.0.1',         undefined,            nobody, '10.0.0.1', 'as it comes'],
  ['::ffff:10.0.0.1',  undefined,            nobody, '10.0.0.1', 'however the system writes it'],
  ['10.0.0.1',         '1.1.1.1',            nobody, '10.0.0.1', 'who is not trusted says what he likes'],
  ['127.0.0.1',        '1.1.1.1',            one,    '1.1.1.1',  'one proxy'],
  ['127.0.0.1',        '9.9.9.9, 1.1.1.1',   one,    '1.1.1.1',  'what the client made up stands before'],
  ['127.0.0.1',        '1.1.1.1, 127.0.0.1', local,  '1.1.1.1',  'proxies by their addresses'],
  ['10.0.0.1',         '1.1.1.1',            local,  '10.0.0.1', 'a stranger past the proxy'],
  ['127.0.0.1',        undefined,            one,    '127.0.0.1', 'a proxy that says nothing'],
] as const)('%s, forwarded for %s: %s', ([remote, forwarded, trust, address]) => {
  expect(addressOf(from(remote, forwarded), trust)).toBe(address);
});

test.for([
  ['10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
] as const)('%s lies in %s', ([address, network]) => expect(networkOf(address)).toBe(network));
