import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '#db/open.ts';
import { findSetting, putSetting } from '#db/queries/settings.ts';

export const deviceCookie = 'duibiao_device';
export const deviceDays = 180;

/**
 * Marks of devices on which somebody has signed in, kept in a cookie and signed by a key of the database's
 * own. A mark opens nothing: it only keeps its owner from waiting for somebody else's mistakes.
 */
export async function openDevices(db: Database) {
  const key = await deviceKey(db);
  const signature = (username: string, mark: string) =>
    createHmac('sha256', key).update(`${mark}\n${username}`).digest('base64url');
  return {
    /** A new mark for a name that has just signed in. */
    mark(username: string): string {
      const mark = randomBytes(12).toString('base64url');
      return `${mark}.${signature(username, mark)}`;
    },
    /** The mark in a cookie, where it is ours and of this name. */
    read(username: string, cookie: string | undefined): string | undefined {
      const [mark = '', signed = ''] = cookie?.split('.') ?? [];
      const [given, right] = [Buffer.from(signed), Buffer.from(signature(username, mark))];
      return given.length === right.length && timingSafeEqual(given, right) ? mark : undefined;
    },
  };
}

export type Devices = Awaited<ReturnType<typeof openDevices>>;

async function deviceKey(db: Database): Promise<Buffer> {
  const kept = await findSetting(db.read, 'deviceKey');
  if (typeof kept === 'string') return Buffer.from(kept, 'base64url');
  return await db.write(async (trx) => {
    // Two servers starting at once take the same key.
    const other = await findSetting(trx, 'deviceKey');
    if (typeof other === 'string') return Buffer.from(other, 'base64url');
    const made = randomBytes(32);
    await putSetting(trx, 'deviceKey', made.toString('base64url'));
    return made;
  });
}
