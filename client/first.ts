import { begin } from './begin.ts';
import { createCache } from './data/cache.ts';
import { session } from './data/questions.ts';
import { openWallLink } from './data/wall-link.ts';
import { chosenLanguage, tellLanguage } from './text/language.ts';
import { startTheme } from './ui/theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/print.css';

/** What is so near is waited for: drawing its frame first would only make it later. */
const momentMs = 40;

/**
 * What runs first, a small script beside the large ones: while those are loaded and read, what the page begins with is
 * asked already. Whoever is not signed in gets some refusals instead of one.
 */
async function start() {
  startTheme();
  tellLanguage(chosenLanguage());
  const main = import('./main.tsx');
  if (chosenLanguage() === 'en') void import('./text/english.ts');
  const cache = createCache();
  const wall = await openWallLink();
  if (wall) cache.setQueryData(session().queryKey, wall);
  void cache.prefetchQuery(session());
  const { settled } = begin(cache, location.pathname, location.search);
  const { draw } = await main;
  await parsed();
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, momentMs))]);
  await draw(cache);
}

/** The script runs as soon as it is here, perhaps before the page has been read to its end. */
async function parsed() {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
}

void start();
