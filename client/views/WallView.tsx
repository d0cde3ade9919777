import { useQuery } from '@tanstack/react-query';
import { Component, type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../data/questions.ts';
import { To } from '../ui/To.tsx';
import { wearTheme } from '../ui/theme.ts';
import { reloadWhenServed } from './wall/reload.ts';
import { Wall } from './wall/Wall.tsx';
import './wall/wall.css';

/** The screen on the wall: dark whatever was chosen, and on its own from then on. */
export default function WallView() {
  const { t } = useTranslation();
  const { data: user } = useQuery({ ...session(), refetchInterval: asksMs });
  useEffect(() => wearTheme('dark'), []);
  useEffect(() => {
    document.title = `${t('wall.title')} · ${t('product')}`;
  }, [t]);
  return (
    <main className="wall">
      <h1 className="visually-hidden">{t('wall.title')}</h1>
      <Mending>{user ? <Wall /> : <Closed isAway={user === undefined} />}</Mending>
    </main>
  );
}

/**
 * Nobody is signed in, or the server is away. The page goes on asking; a link whose secret could not be handed in yet
 * still stands in the address, and is tried again with the whole page.
 */
function Closed({ isAway }: { isAway: boolean }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (location.hash) reloadWhenServed(mendAfterMs);
  }, []);
  if (isAway)
    return (
      <div className="wall-closed">
        <p className="wall-sentence">{t('wall.away')}</p>
      </div>
    );
  return (
    <div className="wall-closed">
      <p className="wall-sentence">{t('wall.closed')}</p>
      <p>{t('wall.closedHint')}</p>
      <To className="link" to="/">
        {t('wall.signIn')}
      </To>
    </div>
  );
}

const mendAfterMs = 60_000;
/** Nobody is there to touch it: it asks by itself who it is, for as long as it hangs. */
const asksMs = 5 * 60_000;

/** A drawing that fails is no end: the page says so and loads itself anew. */
class Mending extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    reloadWhenServed(mendAfterMs);
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return (
    <div className="wall-closed">
      <p className="wall-sentence">{t('wall.failed')}</p>
    </div>
  );
}
