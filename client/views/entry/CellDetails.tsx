import { useTranslation } from 'react-i18next';
import { fullDayText, instantText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { EvidenceList } from '../history/EvidenceList.tsx';
import { FilePick } from '../history/FilePick.tsx';
import { type Cell, type CellDraft, type CellField, isTyped } from './measurement-cells.ts';

/** What belongs to the value of one cell: when and how it was measured, why it changes, what proves it. */
export function CellDetails({
  cell,
  draft,
  error,
  files,
  onChange,
  onFiles,
  onHistory,
}: {
  cell: Cell;
  draft: CellDraft;
  error: { field: string; code: string; message: string } | undefined;
  files: readonly File[];
  onChange: (draft: CellDraft) => void;
  onFiles: (files: readonly File[]) => void;
  onHistory: (measurement: number) => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { indicator, period, newest, approved, state } = cell;
  const typed = isTyped(draft, cell);
  const set = (field: CellField) => (value: string) => onChange({ ...draft, [field]: value });
  const errorAt = (field: CellField) => (error?.field === field ? error.message : undefined);
  const isCorrection = approved !== undefined;
  return (
    <aside className="cell-details" aria-label={t('entry.details')}>
      <h3>{indicator.name}</h3>
      <p className="note">
        {indicator.projectName} · {nodeText(period, language)} · {t('entry.target')}{' '}
        {indicator.printed || t('none')}
      </p>
      {indicator.basis && <p className="note">{t('entry.basis', { basis: indicator.basis })}</p>}
      {newest && (
        <p>
          <span className={`tag ${newest.state}`}>{t(`entry.state.${newest.state}`)}</span>{' '}
          <strong className="figure">{newest.value}</strong>{' '}
          <span className="note">
            {newest.recordedBy} {instantText(newest.recordedAt, language)} · {t('entry.measuredOn')}{' '}
            {fullDayText(newest.measuredOn, language)}
          </span>
        </p>
      )}
      {newest && state === 'provisional' && approved !== undefined && approved !== newest.value && (
        <p className="note">{t('entry.stillCounts', { value: approved })}</p>
      )}
      {newest?.state === 'returned' && newest.review && (
        <p className="problem">
          {t('entry.returnedBy', { by: newest.review.by, reason: newest.review.note ?? '' })}
        </p>
      )}
      {newest && <EvidenceList measurement={newest} mayAttach={!typed} />}
      {newest && (
        <button type="button" className="button small" onClick={() => onHistory(newest.id)}>
          {t('history.open')}
        </button>
      )}
      {typed && (
        <div className="stack">
          {isCorrection && <p className="note">{t('entry.correcting', { value: approved })}</p>}
          <div className="pair">
            <Field
              label={t('entry.measuredOn')}
              value={draft.measuredOn}
              onChange={set('measuredOn')}
              onBlur={() => set('measuredOn')(asDay(draft.measuredOn, Number(period.slice(0, 4))))}
              error={errorAt('measuredOn')}
            />
            <Field
              label={t('entry.source')}
              value={draft.source}
              onChange={set('source')}
              maxLength={200}
              error={errorAt('source')}
            />
          </div>
          <div className="pair">
            <Field
              label={t('entry.sample')}
              value={draft.sampleSize}
              onChange={set('sampleSize')}
              inputMode="numeric"
              error={errorAt('sampleSize')}
            />
            <Field
              label={t('entry.favourable')}
              value={draft.favourable}
              onChange={set('favourable')}
              inputMode="numeric"
              error={errorAt('favourable')}
            />
          </div>
          <Field
            label={t(isCorrection ? 'entry.correctionReason' : 'entry.note')}
            value={draft.note}
            onChange={set('note')}
            maxLength={1000}
            error={errorAt('note')}
          />
          <FilePick files={files} onChange={onFiles} />
          {error?.code.startsWith('confirm_') && (
            <label className="check">
              <input
                type="checkbox"
                checked={draft.confirmed}
                onChange={(event) => onChange({ ...draft, confirmed: event.target.checked })}
              />
              {t('entry.confirmed')}
            </label>
          )}
        </div>
      )}
      {!typed && indicator.target.kind !== 'deadline' && state !== 'approved' && (
        <button
          type="button"
          className="button small"
          onClick={() => onChange({ ...draft, value: '本期无法取得' })}
        >
          {t('entry.unavailable')}
        </button>
      )}
    </aside>
  );
}
