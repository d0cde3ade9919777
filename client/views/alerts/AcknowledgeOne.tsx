import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { alertMoves } from '../../data/questions.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx';

/** Acknowledges one alert from the list; where that is not allowed now, says why. */
export function AcknowledgeOne({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: may, error } = useQuery(alertMoves(alert.id));
  // One dialog, when it is known which: of two in a row the second would not know where the focus came from.
  if (!may && !error) return null;
  const move = may?.moves.find((one) => one.move === 'acknowledge');
  if (may && move?.allowed) return <AcknowledgeDialog alert={alert} moves={may} onClose={onClose} />;
  return (
    <Sheet title={t('move.acknowledge')} onClose={onClose}>
      <div className="stack">
        <p role="status">{move?.why ?? error?.message}</p>
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('close')}
          </button>
        </div>
      </div>
    </Sheet>
  );
}
