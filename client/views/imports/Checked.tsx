import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlier } from '#shared/calendar.ts';
import type { ImportKind, ImportMapping, ImportOutcome } from '#shared/imports.ts';
import { system } from '../../data/questions.ts';
import { base } from '../../data/request.ts';
import { asDay } from '../../ui/day-text.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { OutcomeFacts } from './OutcomeFacts.tsx';
import { Rejected } from './Rejected.tsx';
import { allowed } from './steps.ts';
import { TableRead } from './TableRead.tsx';
import { Totals } from './Totals.tsx';

/** The second step: what would be stored, what is known, what is rejected and why, beside how the file was read. */
export function Checked({
  kind,
  file,
  outcome,
  problem,
  cancelled,
  mapped,
  onMapped,
  onStore,
}: {
  kind: ImportKind;
  file: File;
  outcome: ImportOutcome;
  problem: Error | undefined;
  cancelled: boolean;
  /** What a person has said of the columns of this file. */
  mapped: ImportMapping | undefined;
  onMapped: (mapping: ImportMapping) => void;
  onStore: (skipBad: boolean, coveredTo: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { data: around } = useSuspenseQuery(system());
  const [covers, setCovers] = useState(false);
  const [coveredTo, setCoveredTo] = useState(earlier(around.today, `${around.year}-12-31`));
  const { accepted, known, rejectedRows, notes, id } = outcome;
  const may = allowed(outcome);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus({ preventScroll: true }), []);
  const store = (skipBad: boolean) => onStore(skipBad, covers && !skipBad ? coveredTo : undefined);
  return (
    <div className="checked">
      <p className="sentence" ref={said} tabIndex={-1} role="status">
        {t(`imports.says.${may}`, { file: file.name, rows: accepted, known, bad: rejectedRows })}
      </p>
      {cancelled && <p className="success">{t('imports.cancelled')}</p>}
      <WriteProblem error={problem ?? null} rows={false} />
      <OutcomeFacts outcome={outcome} />
      {notes.map(({ row, code, message }) => (
        <p key={`${row}${code}${message}`} className="word yellow">
          {message}
        </p>
      ))}
      <div className="checked-sides">
        <div className="checked-main">
          <Rejected outcome={outcome} />
          <Totals outcome={outcome} />
        </div>
        <TableRead kind={kind} table={outcome.table} said={mapped} onMapped={onMapped} />
      </div>
      <div className="foot import-foot">
        {kind === 'expenditures' && may === 'good' && (
          <span className="note">{t('imports.coversLater')}</span>
        )}
        {kind === 'expenditures' && may === 'all' && (
          <div className="covers">
            <label className="check">
              <input type="checkbox" checked={covers} onChange={(event) => setCovers(event.target.checked)} />
              {t('imports.covers')}
            </label>
            <input
              className="input"
              aria-label={t('entry.coveredTo')}
              value={coveredTo}
              disabled={!covers}
              onChange={(event) => setCoveredTo(event.target.value)}
              onBlur={() => setCoveredTo(asDay(coveredTo, around.year))}
            />
            <span className="note">{t('imports.coversHint')}</span>
          </div>
        )}
        <span className="grow" />
        {rejectedRows > 0 && (
          <a className="button" href={`${base}imports/${id}/rejected.xlsx`} download>
            {t('imports.download')}
          </a>
        )}
        {may === 'good' && (
          <button type="button" className="button primary" onClick={() => store(true)}>
            {t('imports.skip', { bad: rejectedRows, rows: accepted })}
          </button>
        )}
        {may === 'all' && (
          <button type="button" className="button primary" onClick={() => store(false)}>
            {t('imports.all', { rows: accepted })}
          </button>
        )}
      </div>
    </div>
  );
}
