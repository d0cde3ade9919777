import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createCache } from './data/cache.ts';
import { session, system } from './data/questions.ts';
import { openWallLink } from './data/wall-link.ts';
import { startText } from './text/i18n.ts';
import { startTheme } from './ui/theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/print.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

startTheme();
await startText();
const cache = createCache();
const wall = await openWallLink();
if (wall) cache.setQueryData(session().queryKey, wall);
// Asked while React starts; whoever is not signed in gets two refusals instead of one.
void cache.prefetchQuery(session());
void cache.prefetchQuery(system());
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
