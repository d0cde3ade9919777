import { QueryCache, QueryClient } from '@tanstack/react-query';
import { session } from './questions.ts';
import { RequestProblem } from './request.ts';

/**
 * The cache of answers. What the socket says keeps it fresh, so an answer is not asked for again by
 * itself for a minute; a sign-in that has ended shows the sign-in screen, whatever was asked.
 */
export function createCache(): QueryClient {
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof RequestProblem && error.status === 401) {
          cache.setQueryData(session().queryKey, null);
        }
      },
    }),
    defaultOptions: {
      // Whether there is an internet is no question here: the server stands in the house, or is this computer itself.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 60_000,
        retry: (count, error) => count < 2 && mayPass(error),
        retryDelay: 800,
      },
    },
  });
  return cache;
}

/** Whether asking again may help: the server was unreachable, or stumbled behind a proxy. */
function mayPass(error: Error): boolean {
  return error instanceof RequestProblem && [0, 502, 503, 504].includes(error.status);
}
