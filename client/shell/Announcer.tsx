import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { announce, useAnnounced } from '../ui/announce.ts';
import { giveFocusBack } from '../ui/focus.ts';
import { pageName } from './titles.ts';

/**
 * The voice of the page. A page that came without being loaded is named, and where the link that led to it is gone
 * the focus goes on from its main part instead of from the beginning.
 */
export function Announcer() {
  const { t } = useTranslation();
  const { text, number } = useAnnounced();
  const [path] = useLocation();
  const before = useRef(path);
  const name = t(pageName(path));
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    announce(name);
    giveFocusBack(null);
  }, [path, name]);
  return (
    <div className="visually-hidden" role="status">
      {/* Another element each time: a text that stays as it is would not be spoken again. */}
      <span key={number}>{text}</span>
    </div>
  );
}
