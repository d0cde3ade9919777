import { useTranslation } from 'react-i18next';
import { Sheet } from '../../ui/Sheet.tsx';

const keys = [
  ['j ↓', 'keyDown'],
  ['k ↑', 'keyUp'],
  ['Enter', 'keyOpen'],
  ['a', 'keyAcknowledge'],
  ['s', 'keySilence'],
  ['x', 'keySelect'],
  ['/', 'keySearch'],
  ['?', 'keyHelp'],
] as const;

/** The keys of the inbox, and whether one wants them. */
export function KeysSheet({
  isOn,
  onTurn,
  onClose,
}: {
  isOn: boolean;
  onTurn: (on: boolean) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('inbox.keys')} onClose={onClose}>
      <div className="stack">
        <dl className="pairs keys">
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`inbox.${what}`)}</dd>
            </div>
          ))}
        </dl>
        <p className="note">{t('inbox.keysHint')}</p>
        <label className="check">
          <input type="checkbox" checked={isOn} onChange={({ target }) => onTurn(target.checked)} />
          {t('inbox.keysOn')}
        </label>
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('close')}
          </button>
        </div>
      </div>
    </Sheet>
  );
}
