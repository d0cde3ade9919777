import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Measurement } from '#shared/measurement.ts';
import { measurements } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { instantText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { ReturnDialog } from './ReturnDialog.tsx';

/** Values that wait for approval: each is approved, or returned with a reason. */
export function ProvisionalValues() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = spokenLanguage();
  const { data } = useSuspenseQuery(measurements({}));
  const waiting = data.items.filter((item) => item.state === 'provisional' && !item.superseded);
  const [returning, setReturning] = useState<Measurement>();
  const approve = useMutation({
    mutationFn: (id: number) => write('Measurement', 'POST', `measurements/${id}/approve`),
    onSuccess: () => cache.invalidateQueries(),
  });
  return (
    <section className="entry" aria-labelledby="provisional">
      <h2 id="provisional">{t('entry.provisional')}</h2>
      {waiting.length === 0 && <p className="muted pad">{t('entry.noProvisional')}</p>}
      <WriteProblem error={approve.error} />
      {waiting.length > 0 && (
        <div className="scroll">
          <table className="table stacks" aria-label={t('entry.provisional')}>
            <thead>
              <tr>
                <th scope="col">{t('entry.indicator')}</th>
                <th scope="col">{t('entry.period')}</th>
                <th scope="col">{t('entry.value')}</th>
                <th scope="col">{t('entry.by')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {waiting.map((item) => (
                <tr key={item.id}>
                  <th scope="row">
                    {item.indicator}
                    <span className="note block">{item.projectName}</span>
                  </th>
                  <td data-label={t('entry.period')}>{nodeText(item.period, language)}</td>
                  <td className="figure" data-label={t('entry.value')}>
                    {item.value}
                    {item.sampleSize !== null && (
                      <span className="note">
                        {' '}
                        {item.favourable} / {item.sampleSize}
                      </span>
                    )}
                  </td>
                  <td data-label={t('entry.by')}>
                    {item.recordedBy} <span className="note">{instantText(item.recordedAt, language)}</span>
                  </td>
                  <td className="whole">
                    <div className="actions end">
                      <button
                        type="button"
                        className="button small"
                        aria-label={`${t('entry.return')} ${item.indicator}`}
                        onClick={() => setReturning(item)}
                      >
                        {t('entry.return')}
                      </button>
                      <button
                        type="button"
                        className="button small primary"
                        aria-label={`${t('entry.approve')} ${item.indicator}`}
                        disabled={approve.isPending}
                        onClick={() => approve.mutate(item.id)}
                      >
                        {t('entry.approve')}
                      </button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {returning && <ReturnDialog measurement={returning} onClose={() => setReturning(undefined)} />}
    </section>
  );
}
