import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mySessions } from '../../data/questions.ts';
import { remove } from '../../data/request.ts';
import { agoText, instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { useNow } from '../../ui/useNow.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { deviceText } from './device.ts';

/** Where one is signed in; each of the others can be ended, or all at once. */
export function Sessions() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const now = useNow();
  const language = spokenLanguage();
  const { items } = useSuspenseQuery(mySessions()).data;
  const end = useMutation({
    mutationFn: (id: string | undefined) => remove(id ? `me/sessions/${id}` : 'me/sessions'),
    onSettled: () => cache.invalidateQueries({ queryKey: mySessions().queryKey }),
  });
  const others = items.filter(({ current }) => !current).length;
  return (
    <>
      <ul className="sessions" aria-label={t('me.sessions')}>
        {items.map(({ id, device, address, since, lastUsed, current }) => (
          <li key={id}>
            <span title={device}>
              {deviceText(device)} <span className="muted figure">{address}</span>
            </span>
            <span className="note">
              {t('me.since', { at: instantText(since, language) })}
              {!current && ` · ${t('me.lastUsed', { ago: agoText(lastUsed, now, language) })}`}
            </span>
            {current ? (
              <span className="tag">{t('me.current')}</span>
            ) : (
              <button
                type="button"
                className="button small"
                aria-label={`${t('me.end')} ${deviceText(device)} ${address}`}
                disabled={end.isPending}
                onClick={() => end.mutate(id)}
              >
                {t('me.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <WriteProblem error={end.error} />
      <div className="actions">
        {others > 0 ? (
          <button
            type="button"
            className="button"
            disabled={end.isPending}
            onClick={() => end.mutate(undefined)}
          >
            {t('me.endOther')}
          </button>
        ) : (
          <p className="note">{t('me.onlyThis')}</p>
        )}
      </div>
    </>
  );
}
