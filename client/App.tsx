import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { session } from './data/questions.ts';
import { Product } from './Product.tsx';
import { Waiting } from './ui/Waiting.tsx';
import { Wrong } from './ui/Wrong.tsx';

const SignInView = lazy(() => import('./views/SignInView.tsx'));
const PasswordView = lazy(() => import('./views/PasswordView.tsx'));

/** Who is there decides what is shown: a stranger signs in, a made password is changed first. */
export function App() {
  const { data: user, error, refetch } = useQuery(session());
  if (error && user === undefined) return <Wrong error={error} onRetry={() => void refetch()} />;
  if (user === undefined) return <Waiting />;
  if (user && !user.mustChangePassword) return <Product user={user} />;
  return <Suspense fallback={<Waiting />}>{user ? <PasswordView forced /> : <SignInView />}</Suspense>;
}
