import type { QueryClient } from '@tanstack/react-query';
import type { FunctionComponent } from 'react';
import { atOf, isBare, screenAt } from './address.ts';
import { overview, system, unacknowledged } from './data/questions.ts';
import type { At, Question, Screen } from './screens.ts';

/** A screen that was begun: whether all it begins with is here already, and when it will be. */
export interface Begun {
  isHere: boolean;
  /** Settles with the last answer, be it a failure: the view says what is wrong. */
  settled: Promise<unknown>;
}

/**
 * Asks what the screen at an address begins with, as far as it is not here, and loads the code that draws it, all at
 * once. Begun twice, as on the first load before and after React is here, nothing is asked twice.
 */
export function begin(cache: QueryClient, path: string, search: string): Begun {
  const { screen, params } = screenAt(path);
  const at = atOf(search);
  const questions = [system(), ...screen.asks(params as never, at), ...frameAsks(path, at)];
  const asked = questions.map((question) => ask(cache, question));
  const isHere =
    views.has(screen) &&
    questions.every(({ queryKey }) => cache.getQueryState(queryKey)?.status !== 'pending');
  return { isHere, settled: Promise.allSettled([loadView(screen), ...asked]) };
}

/** What the frame around most screens asks as well: the counts of alerts in the header and in the tab's title. */
export function frameAsks(path: string, { moment }: At): readonly Question[] {
  return isBare(path) ? [] : [overview(moment), unacknowledged()];
}

/** The view of a screen, where its code is here. */
export function viewOf(screen: Screen): FunctionComponent<object> | undefined {
  return views.get(screen);
}

/** Loads the code of a screen. */
export async function loadView(screen: Screen): Promise<FunctionComponent<object>> {
  const { default: view } = await screen.view();
  // The pattern of its path names what it takes.
  views.set(screen, view as FunctionComponent<object>);
  return view as FunctionComponent<object>;
}

const views = new Map<Screen, FunctionComponent<object>>();

function ask(cache: QueryClient, question: Question): Promise<void> {
  return 'initialPageParam' in question
    ? cache.prefetchInfiniteQuery(question as never)
    : cache.prefetchQuery(question);
}
