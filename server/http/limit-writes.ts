import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { said } from '#shared/language.ts';
import type { Rules } from '../access/access-rules.ts';
import { TooMany } from './errors.ts';
import { callerOf } from './sign-in.ts';

const window = 10;

/**
 * Holds one token to so many writes a minute, counted in tens of seconds, on each server: a feed that runs wild
 * leaves room for the others. A batch is one write, however many rows it has.
 */
export function limitWrites(rules: Pick<Rules, 'current'>): RequestHandler {
  const limiter = new RateLimiterMemory({ keyPrefix: 'writes', points: 1, duration: window });
  return async (req, res, next) => {
    const { tokenId } = callerOf(res);
    if (tokenId !== undefined && req.method !== 'GET' && req.method !== 'HEAD') {
      limiter.points = Math.ceil((rules.current.tokenWritesPerMinute * window) / 60);
      await limiter.consume(tokenId).catch((refused: unknown) => {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw new TooMany(
          seconds,
          said(
            `这个令牌写得太快，没有写入任何数据；请${seconds}秒后再发，或把多条合成一批。`,
            `This token writes too fast and nothing was stored; try again in ${seconds} seconds, or send batches.`,
          ),
        );
      });
    }
    next();
  };
}
