import { useEffect, useRef, useState } from 'react';
import type { ShownRuleChanges } from '#shared/rules.ts';
import type { BackTest } from '#shared/rules-api.ts';
import { useProgress } from '../../data/progress.ts';
import { write } from '../../data/request.ts';

interface Running {
  id: string;
  abort: AbortController;
}

/** A proposal tried on the past: one at a time, that tells how far it is and may be stopped. */
export function useTrial() {
  const [running, setRunning] = useState<Running>();
  const [outcome, setOutcome] = useState<BackTest>();
  const [tried, setTried] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const latest = useRef<Running>(undefined);
  const progress = useProgress(running?.id);
  // Who leaves the screen no longer wants to know.
  useEffect(() => () => latest.current?.abort.abort(), []);

  const stop = () => {
    latest.current?.abort.abort();
    latest.current = undefined;
    setRunning(undefined);
  };
  const run = (asked: { scope: string; changes: ShownRuleChanges }, proposal: string | undefined) => {
    stop();
    const mine: Running = { id: crypto.randomUUID(), abort: new AbortController() };
    latest.current = mine;
    setRunning(mine);
    setOutcome(undefined);
    setError(null);
    write('BackTest', 'POST', 'rules/backtest', { ...asked, id: mine.id }, {}, mine.abort.signal)
      .then(
        (found) => {
          if (latest.current !== mine) return;
          setOutcome(found);
          setTried(proposal);
        },
        (problem: Error) => {
          if (latest.current === mine) setError(problem);
        },
      )
      .finally(() => {
        if (latest.current === mine) stop();
      });
  };
  return {
    run,
    cancel: stop,
    forget: () => {
      stop();
      setOutcome(undefined);
      setTried(undefined);
    },
    isRunning: running !== undefined,
    progress,
    outcome,
    /** The proposal that the outcome is of. */
    tried,
    error,
  };
}

export type Trial = ReturnType<typeof useTrial>;
