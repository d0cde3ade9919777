import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { said } from '#shared/language.ts';
import { TooMany } from '../http/errors.ts';
import { networkOf } from './address.ts';

/** Who tries to say a password: for which name, from where, and whether on a device that name signed in on. */
export interface Guesser {
  username: string;
  address: string;
  /** The mark of the device, where the name has signed in on it before. */
  device?: string | undefined;
}

/** A password or code that is being tried: until something else is said, it counts as wrong. */
export interface Attempt {
  /** It was right: what came before is forgotten. */
  succeeded(): Promise<void>;
  /** It was neither right nor wrong: it does not count. */
  withdraw(): Promise<void>;
}

const day = 86_400;
/** So many mistakes are free; after that each doubles the wait, from five seconds to a quarter of an hour. */
const free = 5;
const [firstWait, longestWait] = [5, 900];
/** So many mistakes come from one address in ten minutes, whatever the names. */
const [mostOfAddress, addressWindow] = [100, 600];

/** How long somebody waits after so many mistakes, in seconds. */
export function waitAfter(mistakes: number): number {
  return mistakes < free ? 0 : Math.min(longestWait, firstWait * 2 ** (mistakes - free));
}

/**
 * Slows guessing down without locking anybody out. Mistakes count for a name from one address, so that nobody
 * elsewhere can make its owner wait; and by address over all names, so that one guesser cannot walk through
 * the names. A device on which the name has signed in before has a count of its own and is spared the
 * address's: who guesses from the same office does not lock out his colleagues. A try is counted before the
 * password is looked at: a thousand sent at once are no way around. Kept in memory, for each server.
 */
export function createAttempts() {
  const mistakes = new RateLimiterMemory({ keyPrefix: 'mistakes', points: 1_000_000, duration: day });
  const waits = new RateLimiterMemory({ keyPrefix: 'waits', points: 1, duration: longestWait });
  const byAddress = new RateLimiterMemory({
    keyPrefix: 'address',
    points: mostOfAddress,
    duration: addressWindow,
  });

  return {
    /** Lets a try pass, or throws a 429 that says how long to wait. */
    async begin({ username, address, device }: Guesser): Promise<Attempt> {
      const network = networkOf(address);
      const name = `${username.normalize('NFKC').toLowerCase()}\n`;
      const key = device === undefined ? `${name}${network}` : `${name}device ${device}`;
      if (device === undefined) await pass(() => byAddress.consume(network));
      const takeBack = async () => {
        if (device === undefined) await byAddress.reward(network);
      };
      const { consumedPoints } = await mistakes.penalty(key);
      const customDuration = waitAfter(consumedPoints);
      if (customDuration > 0) {
        await pass(() => waits.consume(key, 1, { customDuration })).catch(async (error: unknown) => {
          await Promise.all([mistakes.reward(key), takeBack()]);
          throw error;
        });
      }
      return {
        async succeeded() {
          await Promise.all([mistakes.delete(key), waits.delete(key), takeBack()]);
        },
        async withdraw() {
          await Promise.all([mistakes.reward(key), waits.delete(key), takeBack()]);
        },
      };
    },
  };
}

export type Attempts = ReturnType<typeof createAttempts>;

async function pass(consume: () => Promise<RateLimiterRes>): Promise<void> {
  try {
    await consume();
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    const wait = seconds < 100 ? { zh: `${seconds}秒`, en: `${seconds} seconds` } : inMinutes(seconds);
    throw new TooMany(
      seconds,
      said(
        `试错次数太多，请${wait.zh}后再试。账号没有被锁定，在别处仍可登录。`,
        `Too many wrong tries; try again in ${wait.en}. The account is not locked and works elsewhere.`,
      ),
    );
  }
}

function inMinutes(seconds: number) {
  const minutes = Math.ceil(seconds / 60);
  return { zh: `${minutes}分钟`, en: `${minutes} minutes` };
}
