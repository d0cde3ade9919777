import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Measurement } from '#shared/measurement.ts';
import { indicators, measurements } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { instantText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { EvidenceLink } from '../history/EvidenceList.tsx';
import { MeasurementHistory } from '../history/MeasurementHistory.tsx';
import { ReturnDialog } from './ReturnDialog.tsx';

/** Values that wait for approval: one or several are approved, or returned with a reason. */
export function ProvisionalValues() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = spokenLanguage();
  const mayDecide = useRights().may('approve');
  const { data } = useSuspenseQuery(measurements({}));
  const { data: plan } = useSuspenseQuery(indicators({}));
  const waiting = data.items.filter((item) => item.state === 'provisional' && !item.superseded);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [returning, setReturning] = useState<readonly Measurement[]>();
  const [history, setHistory] = useState<number>();
  const chosen = waiting.filter(({ id }) => picked.has(id));
  const targets = new Map(plan.items.map(({ id, printed }) => [id, printed]));
  const approve = useMutation({
    mutationFn: async (ids: readonly number[]) => {
      for (const id of ids) await write('Measurement', 'POST', `measurements/${id}/approve`);
    },
    onSettled: async () => {
      setPicked(new Set());
      await cache.invalidateQueries();
    },
  });
  const toggle = (id: number) =>
    setPicked(
      (before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]),
    );
  const isAll = waiting.length > 0 && chosen.length === waiting.length;
  return (
    <section className="entry" aria-labelledby="provisional">
      <div className="page-head">
        <h2 id="provisional">
          {t('entry.provisional')}{' '}
          {waiting.length > 0 && <small>{t('indicators.total', { count: waiting.length })}</small>}
        </h2>
        <span className="grow" />
        {mayDecide && waiting.length > 1 && (
          <div className="actions">
            <button
              type="button"
              className="button small"
              disabled={chosen.length === 0}
              onClick={() => setReturning(chosen)}
            >
              {t('entry.returnChosen', { count: chosen.length })}
            </button>
            <button
              type="button"
              className="button small primary"
              disabled={chosen.length === 0 || approve.isPending}
              onClick={() => approve.mutate(chosen.map(({ id }) => id))}
            >
              {t('entry.approveChosen', { count: chosen.length })}
            </button>
          </div>
        )}
      </div>
      {waiting.length === 0 && <p className="muted pad">{t('entry.noProvisional')}</p>}
      <WriteProblem error={approve.error} />
      {waiting.length > 0 && (
        <div className="scroll">
          <table className="table stacks" aria-label={t('entry.provisional')}>
            <thead>
              <tr>
                {mayDecide && (
                  <td>
                    <input
                      type="checkbox"
                      aria-label={t('entry.chooseAll')}
                      checked={isAll}
                      onChange={() => setPicked(new Set(isAll ? [] : waiting.map(({ id }) => id)))}
                    />
                  </td>
                )}
                <th scope="col">{t('entry.indicator')}</th>
                <th scope="col">{t('entry.period')}</th>
                <th scope="col">{t('entry.target')}</th>
                <th scope="col">{t('entry.value')}</th>
                <th scope="col">{t('entry.noteAndEvidence')}</th>
                <th scope="col">{t('entry.by')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {waiting.map((item) => (
                <tr key={item.id}>
                  {mayDecide && (
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`${item.indicator} ${nodeText(item.period, language)}`}
                        checked={picked.has(item.id)}
                        onChange={() => toggle(item.id)}
                      />
                    </td>
                  )}
                  <th scope="row">
                    {item.indicator}
                    <span className="note block">{item.projectName}</span>
                  </th>
                  <td data-label={t('entry.period')}>{nodeText(item.period, language)}</td>
                  <td data-label={t('entry.target')} className="nowrap">
                    {targets.get(item.indicatorId)}
                  </td>
                  <td className="figure" data-label={t('entry.value')}>
                    {item.value}
                    {item.sampleSize !== null && (
                      <span className="note">
                        {' '}
                        {item.favourable ?? '–'} / {item.sampleSize}
                      </span>
                    )}
                  </td>
                  <td data-label={t('entry.noteAndEvidence')}>
                    {[item.source, item.note].filter(Boolean).join(t('listComma')) || (
                      <span className="muted">–</span>
                    )}
                    {item.evidence.map((one) => (
                      <span key={one.id} className="block">
                        <EvidenceLink evidence={one} measurement={item.id} />
                      </span>
                    ))}
                  </td>
                  <td data-label={t('entry.by')}>
                    {item.recordedBy} <span className="note">{instantText(item.recordedAt, language)}</span>
                  </td>
                  <td className="whole">
                    <div className="actions end">
                      <button type="button" className="button small" onClick={() => setHistory(item.id)}>
                        {t('history.open')}
                      </button>
                      {mayDecide && (
                        <>
                          <button
                            type="button"
                            className="button small"
                            aria-label={`${t('entry.return')} ${item.indicator}`}
                            onClick={() => setReturning([item])}
                          >
                            {t('entry.return')}
                          </button>
                          <button
                            type="button"
                            className="button small primary"
                            aria-label={`${t('entry.approve')} ${item.indicator}`}
                            disabled={approve.isPending}
                            onClick={() => approve.mutate([item.id])}
                          >
                            {t('entry.approve')}
                          </button>
                        </>
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {returning && <ReturnDialog measurements={returning} onClose={() => setReturning(undefined)} />}
      {history !== undefined && <MeasurementHistory id={history} onClose={() => setHistory(undefined)} />}
    </section>
  );
}
