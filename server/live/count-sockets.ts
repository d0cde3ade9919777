import type { IncomingMessage } from 'node:http';
import { networkOf } from '../access/address.ts';

/** A connection as the engine under Socket.IO knows it. */
interface Connection {
  request: IncomingMessage;
  once(event: 'close', listener: () => void): unknown;
}

/** Counts the connections that are open from each address, so that one address cannot take them all. */
export function countSockets(addressOf: (request: IncomingMessage) => string) {
  const open = new Map<string, number>();
  return {
    /** Whether one more may be opened. A request of a connection that is open already opens none. */
    mayOpen(request: IncomingMessage, most: number): boolean {
      if (/[?&]sid=/.test(request.url ?? '')) return true;
      return (open.get(networkOf(addressOf(request))) ?? 0) < most;
    },
    opened(connection: Connection): void {
      const network = networkOf(addressOf(connection.request));
      open.set(network, (open.get(network) ?? 0) + 1);
      connection.once('close', () => {
        const left = (open.get(network) ?? 1) - 1;
        if (left > 0) open.set(network, left);
        else open.delete(network);
      });
    },
  };
}
