import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { addDays } from '#shared/calendar.ts';
import { write } from '../data/request.ts';
import { useRights } from '../data/rights.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { useProblemText } from '../ui/Wrong.tsx';

const dayMs = 1_000;

/** The training band: what today is, that figures are invented, and the buttons that move the day. */
export function Training({ system }: { system: System }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [playing, setPlaying] = useState(false);
  const move = useMutation({
    mutationFn: (today: string) => write('Clock', 'PUT', 'clock', { today }),
    onSuccess: () => cache.invalidateQueries(),
    onError: () => setPlaying(false),
  });
  const { may, sees } = useRights();
  const mayMove = may('move_clock') && sees === 'all';
  const why = useProblemText(move.error);
  const { today, year, invented } = system;
  const nextDay = addDays(today, 1);
  const nextNode = system.nodes.find((node) => node > today);
  // The last node is judged in January; a month later nothing more happens.
  const over = today >= `${year + 1}-01-31`;
  const { mutate, isPending } = move;

  useEffect(() => {
    if (!playing || isPending || over) return;
    const timer = setTimeout(() => mutate(nextDay), dayMs);
    return () => clearTimeout(timer);
  }, [playing, isPending, over, mutate, nextDay]);

  return (
    <section className="band training" aria-label={t('band.trainingLabel')}>
      <span>
        {t(invented ? 'band.invented' : 'band.training', { day: fullDayText(today, spokenLanguage()) })}
        {why && <em role="alert"> {t('band.failed', { why })}</em>}
      </span>
      {mayMove && (
        <>
          <button type="button" disabled={isPending || playing} onClick={() => mutate(nextDay)}>
            {t('band.nextDay')}
          </button>
          <button
            type="button"
            disabled={isPending || playing || !nextNode}
            onClick={() => nextNode && mutate(nextNode)}
          >
            {t('band.nextNode')}
          </button>
          <button type="button" disabled={over} onClick={() => setPlaying(!playing)}>
            {playing && !over ? t('band.pause') : t('band.play')}
          </button>
        </>
      )}
    </section>
  );
}
