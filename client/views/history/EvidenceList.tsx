import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence, Measurement } from '#shared/measurement.ts';
import { sendFile, write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { evidenceKinds } from './FilePick.tsx';

/** What proves a value, to look at; and, where it may be, room for more. */
export function EvidenceList({ measurement, mayAttach }: { measurement: Measurement; mayAttach: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { may } = useRights();
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

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
