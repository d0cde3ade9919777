import { said } from '#shared/language.ts';
import { TooMany } from '../http/errors.ts';

/** So many wait for their turn at most: at some forty a second, that is half a minute. */
const mostWaiting = 1_000;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs work two at a time at most: hashing shares its threads with the database. Too long a queue is refused. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) {
    if (waiting.length >= mostWaiting)
      throw new TooMany(
        30,
        said('登录的人太多，请稍候再试。', 'Too many are signing in; try again shortly.'),
      );
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
