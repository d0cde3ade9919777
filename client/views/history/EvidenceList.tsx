import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence, Measurement } from '#shared/measurement.ts';
import { sendFile, write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { evidenceKinds } from './FilePick.tsx';

/** What proves a value, to look at; and, where it may be, room for more. */
export function EvidenceList({ measurement, mayAttach }: { measurement: Measurement; mayAttach: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { may, name: me } = useRights();
  const [url, setUrl] = useState('');
  const place = `measurements/${measurement.id}/evidence`;
  const attach = useMutation({
    mutationFn: async (what: readonly File[] | string) => {
      if (typeof what === 'string') await write('Evidence', 'POST', place, { url: what });
      else for (const file of what) await sendFile('Evidence', place, file);
    },
    onSuccess: async () => {
      setUrl('');
      await cache.invalidateQueries({ queryKey: ['measurements'] });
    },
  });
  const { evidence } = measurement;
  return (
    <div className="evidence">
      {evidence.length > 0 && (
        <ul aria-label={t('history.evidence')}>
          {evidence.map((one) => (
            <li key={one.id}>
              <EvidenceLink evidence={one} measurement={measurement.id} />
              {mayAttach && !one.removed && one.addedBy === me && measurement.state !== 'approved' && (
                <TakeBack place={`${place}/${one.id}`} />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAttach && may('report') && (
        <div className="actions">
          <label className="button small">
            {t(attach.isPending ? 'history.attaching' : 'history.attach')}
            <input
              type="file"
              className="visually-hidden"
              multiple
              accept={evidenceKinds}
              disabled={attach.isPending}
              onChange={(event) => {
                attach.mutate([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </label>
          <form
            className="link-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (url.trim()) attach.mutate(url.trim());
            }}
          >
            <input
              className="input"
              aria-label={t('history.link')}
              placeholder={t('history.linkHint')}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
            <button type="submit" className="button small" disabled={!url.trim() || attach.isPending}>
              {t('history.addLink')}
            </button>
          </form>
        </div>
      )}
      <WriteProblem error={attach.error} rows={false} />
    </div>
  );
}

/** A piece of evidence: a file is kept by the browser, a link opens apart and learns nothing of us. */
export function EvidenceLink({ evidence, measurement }: { evidence: Evidence; measurement: number }) {
  const { t } = useTranslation();
  if (evidence.removed) {
    const { by, at, reason } = evidence.removed;
    return (
      <span className="note">
        <s>{evidence.name}</s> {t('history.takenBack', { by, at: instantText(at, spokenLanguage()), reason })}
      </span>
    );
  }
  if (evidence.url) {
    return (
      <a className="link" href={evidence.url} target="_blank" rel="noreferrer noopener">
        {evidence.name}
      </a>
    );
  }
  return (
    <a
      className="link"
      href={`/api/v1/measurements/${measurement}/evidence/${evidence.id}`}
      download={evidence.name}
    >
      {evidence.name} <span className="note">{sizeText(evidence.size ?? 0)}</span>
    </a>
  );
}

/** Takes a piece of evidence back, with a reason, which is asked for first. */
function TakeBack({ place }: { place: string }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [reason, setReason] = useState<string>();
  const takeBack = useMutation({
    mutationFn: () => write('Evidence', 'DELETE', place, { reason: reason?.trim() }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['measurements'] }),
  });
  if (reason === undefined) {
    return (
      <button type="button" className="button small" onClick={() => setReason('')}>
        {t('history.takeBack')}
      </button>
    );
  }
  return (
    <form
      className="link-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) takeBack.mutate();
      }}
    >
      <input
        className="input"
        aria-label={t('history.takeBackReason')}
        placeholder={t('history.takeBackReason')}
        // biome-ignore lint/a11y/noAutofocus: the reason is what one came for
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="button small" disabled={!reason.trim() || takeBack.isPending}>
        {t('history.takeBack')}
      </button>
      <button type="button" className="button small" onClick={() => setReason(undefined)}>
        {t('cancel')}
      </button>
      <WriteProblem error={takeBack.error} rows={false} />
    </form>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
