import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Session } from '#shared/api.ts';
import { session } from './data/questions.ts';
import { Product } from './Product.tsx';
import { Waiting } from './ui/Waiting.tsx';
import { Wrong } from './ui/Wrong.tsx';

const SignInView = lazy(() => import('./views/SignInView.tsx'));
const PasswordView = lazy(() => import('./views/PasswordView.tsx'));
const SecondFactorView = lazy(() => import('./views/SecondFactorView.tsx'));

/**
 * Who is there decides what is shown: a stranger signs in, a password that was handed out is changed first, then a
 * second factor set up where the role needs one.
 */
export function App() {
  const { data: user, error, refetch } = useQuery(session());
  if (error && user === undefined) return <Wrong error={error} onRetry={() => void refetch()} />;
  if (user === undefined) return <Waiting />;
  if (user && !user.mustChangePassword && !user.mustSetUpSecondFactor) return <Product user={user} />;
  return <Suspense fallback={<Waiting />}>{unsettled(user)}</Suspense>;
}

function unsettled(user: Session | null) {
  if (!user) return <SignInView />;
  return user.mustChangePassword ? <PasswordView /> : <SecondFactorView />;
}
