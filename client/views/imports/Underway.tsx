import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProgress } from '../../data/progress.ts';
import { percent } from '../../text/format.ts';

/** How far the file has come: sent first, then row by row; and the way to call it off. */
export function Underway({
  id,
  storing,
  sentPart,
  onCancel,
}: {
  id: string;
  storing: boolean;
  sentPart: number;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const [cancelling, setCancelling] = useState(false);
  const progress = useProgress(id);
  const total = progress?.total ?? 0;
  const part = progress && total > 0 ? progress.done / total : undefined;
  const sending = !progress && sentPart < 1;
  const shown = sending ? sentPart : part;
  const text = sending
    ? t('imports.sending', { part: percent(String(sentPart), 0) })
    : progress?.message || t(storing ? 'imports.storing' : 'imports.checking');
  return (
    <section className="underway">
      <p>
        {text} {!sending && part !== undefined && <span className="figure">{percent(String(part), 0)}</span>}
      </p>
      <progress aria-label={text} max={1} value={shown} />
      <p className="note" role="status">
        {t(storing ? 'imports.storingSafe' : 'imports.checkingSafe')}
      </p>
      <button
        type="button"
        className="button"
        disabled={cancelling}
        onClick={() => {
          setCancelling(true);
          onCancel();
        }}
      >
        {t(cancelling ? 'imports.cancelling' : 'cancel')}
      </button>
    </section>
  );
}
