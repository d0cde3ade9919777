import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import type { Session } from '#shared/api.ts';
import { screenAt } from './address.ts';
import { session } from './data/questions.ts';
import { isOnWall } from './data/wall-link.ts';
import { Product } from './Product.tsx';
import { Shown, useBegun } from './Shown.tsx';
import { Waiting, WaitingShell } from './ui/Waiting.tsx';
import { Wrong } from './ui/Wrong.tsx';
import { waitingKind } from './ui/waiting-kind.ts';

const SignInView = lazy(() => import('./views/SignInView.tsx'));
const PasswordView = lazy(() => import('./views/PasswordView.tsx'));
const SecondFactorView = lazy(() => import('./views/SecondFactorView.tsx'));

/**
 * Who is there decides what is shown: a stranger signs in, a password that was handed out is changed first, then a
 * second factor set up where the role needs one. The wall stands apart: nobody is there to touch it.
 */
export function App() {
  const [path] = useLocation();
  const { data: user, error, refetch } = useQuery(session());
  if (isOnWall(path) && (user === null || user?.wall || (user && isSettled(user)) || error))
    return <OnWall path={path} />;
  if (error && user === undefined) return <Wrong error={error} onRetry={() => void refetch()} />;
  if (user === undefined) return <WaitingShell kind={waitingKind(path)} />;
  if (user && isSettled(user) && !user.wall) return <Product user={user} />;
  return <Suspense fallback={<Waiting />}>{unsettled(user)}</Suspense>;
}

function OnWall({ path }: { path: string }) {
  const isHere = useBegun(path, location.search);
  if (!isHere) return null;
  return (
    <Suspense fallback={null}>
      <Shown {...screenAt(path)} />
    </Suspense>
  );
}

function isSettled({ mustChangePassword, mustSetUpSecondFactor }: Session): boolean {
  return !mustChangePassword && !mustSetUpSecondFactor;
}

function unsettled(user: Session | null) {
  if (!user || user.wall) return <SignInView />;
  return user.mustChangePassword ? <PasswordView /> : <SecondFactorView />;
}
