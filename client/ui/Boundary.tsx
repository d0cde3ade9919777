import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode, Suspense } from 'react';
import { Waiting } from './Waiting.tsx';
import { Wrong } from './Wrong.tsx';
import type { WaitingKind } from './waiting-kind.ts';

/** Waiting and failing, handled once around a view: a frame while it loads, and what to do when it cannot. */
export function Boundary({ kind = 'part', children }: { kind?: WaitingKind; children: ReactNode }) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch onRetry={reset}>
          <Suspense fallback={<Waiting kind={kind} />}>{children}</Suspense>
        </Catch>
      )}
    </QueryErrorResetBoundary>
  );
}

class Catch extends Component<{ children: ReactNode; onRetry: () => void }, { error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const retry = () => {
      this.props.onRetry();
      this.setState({ error: null });
    };
    return <Wrong error={error} onRetry={retry} />;
  }
}
