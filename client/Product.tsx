import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch, useSearchParams } from 'wouter';
import type { Session } from '#shared/api.ts';
import { isBare, screenAt } from './address.ts';
import { connectLive } from './data/live.ts';
import { system } from './data/questions.ts';
import { Shown, useBegun } from './Shown.tsx';
import { welcome } from './screens.ts';
import { Shell } from './shell/Shell.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { tellNews } from './ui/toasts.ts';
import { Waiting, WaitingShell } from './ui/Waiting.tsx';
import { Wrong } from './ui/Wrong.tsx';
import { waitingKind } from './ui/waiting-kind.ts';

/** The product for someone signed in: the live connection, the shell, and the screen the URL names. */
export function Product({ user }: { user: Session }) {
  const cache = useQueryClient();
  const [path] = useLocation();
  const { data: around, error, refetch } = useQuery(system());
  const year = Number(useSearchParams()[0].get('year') ?? around?.year);
  const { language } = useTranslation().i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: alerts are told in the language of the connection
  useEffect(
    () => (year ? connectLive(cache, year, (news) => tellNews(news, user)) : undefined),
    [cache, year, language, user],
  );
  const isHere = useBegun(path, useSearch());
  const [hasStood, setStood] = useState(false);
  if (isHere && !hasStood) setStood(true);

  if (error && !around) return <Wrong error={error} onRetry={() => void refetch()} />;
  if (!around || !hasStood) return <WaitingShell kind={waitingKind(path)} />;
  const isWelcome = around.empty && !/^\/(import|me|people|tokens|audit)/.test(path);
  const { screen, params } = screenAt(path);
  const kind = waitingKind(path);
  const view = (
    <Boundary key={path} kind={kind}>
      {isHere ? <Shown screen={isWelcome ? welcome : screen} params={params} /> : <Waiting kind={kind} />}
    </Boundary>
  );
  // Nothing of the shell stands around what a meeting is shown.
  if (isBare(path)) return view;
  return (
    <Shell user={user} system={around} isWelcome={isWelcome}>
      {view}
    </Shell>
  );
}
