import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { ComparePanel } from './ComparePanel.tsx';
import { DecisionPanel } from './DecisionPanel.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import type { Panel } from './keys.ts';
import { NotesPanel } from './NotesPanel.tsx';
import { VouchersPanel } from './VouchersPanel.tsx';

/** What was opened over the slide: it takes the focus, and Escape closes it. */
export function PanelOf({
  panel,
  meeting,
  item,
  choosesOther,
  onClose,
}: {
  panel: Panel;
  meeting: Meeting;
  item: AgendaItem | undefined;
  choosesOther: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = box.current;
    // A field that asked for the focus keeps it.
    if (!element || element.contains(document.activeElement)) return;
    (element.querySelector<HTMLElement>('textarea') ?? element).focus();
  }, []);
  return (
    <section
      className={`panel panel-${panel}`}
      role="dialog"
      aria-label={t(`present.${panel}`)}
      ref={box}
      tabIndex={-1}
    >
      <header>
        <h3>{t(`present.${panel}`)}</h3>
        <button type="button" className="icon" aria-label={t('present.close')} onClick={onClose}>
          ×
        </button>
      </header>
      {content()}
    </section>
  );

  function content(): ReactNode {
    switch (panel) {
      case 'keys':
        return <KeysPanel />;
      case 'compare':
        return <ComparePanel meeting={meeting} />;
      case 'vouchers':
        return <VouchersPanel item={item} />;
      case 'notes':
        return item && <NotesPanel meeting={meeting} item={item} />;
      case 'actions':
        return item && <DecisionPanel meeting={meeting} item={item} choosesOther={choosesOther} />;
    }
  }
}
