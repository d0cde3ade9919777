import { useTranslation } from 'react-i18next';

const strokes = [
  [['←', '→', 'Space', 'PgUp', 'PgDn'], 'move'],
  [['Home', 'End'], 'ends'],
  [['1', '–', '5'], 'decide'],
  [['A'], 'actions'],
  [['N'], 'notes'],
  [['V'], 'vouchers'],
  [['C'], 'compare'],
  [['P'], 'pause'],
  [['F'], 'full'],
  [['?'], 'keys'],
  [['Ctrl', 'Enter'], 'send'],
  [['Esc'], 'leave'],
] as const;

/** What the keys do. */
export function KeysPanel() {
  const { t } = useTranslation();
  return (
    <dl className="keys">
      {strokes.map(([keys, does]) => (
        <div key={does}>
          <dt>{keys.map((key) => (key === '–' ? ' – ' : <kbd key={key}>{key}</kbd>))}</dt>
          <dd>{t(`present.strokes.${does}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
