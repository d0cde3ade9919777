import type { IncomingMessage } from 'node:http';

/** Whether a proxy at an address may be believed, at so many steps from this server. */
export type Trust = (address: string, step: number) => boolean;

/** Where a request came from: the nearest address that is not that of a proxy we trust. */
export function addressOf(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trust: Trust,
): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .reverse();
  let address = plain(socket.remoteAddress ?? '');
  for (const [step, before] of forwarded.map((one) => plain(one.trim())).entries()) {
    if (before === '' || !trust(address, step)) break;
    address = before;
  }
  return address;
}

/** An IPv4 address as such, however the system writes it. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** What one caller can be taken to hold: an IPv4 address, of IPv6 the network of 64 bits that it lies in. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const [first, last] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...(tail === undefined ? [] : zeros), ...last].slice(0, 4).join(':');
}
