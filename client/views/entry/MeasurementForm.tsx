import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlier } from '#shared/calendar.ts';
import { useQueryValues } from '../../data/moment.ts';
import {
  addedReportingDays,
  indicators as indicatorsQuestion,
  measurements,
  projects,
  system,
} from '../../data/questions.ts';
import { RequestProblem, read, sendFile, write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ProjectCombo } from '../../ui/ProjectCombo.tsx';
import { TakeBack } from '../../ui/TakeBack.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { MeasurementHistory } from '../history/MeasurementHistory.tsx';
import { CellDetails } from './CellDetails.tsx';
import { useKeptDraft } from './drafts.ts';
import { MeasurementGrid } from './MeasurementGrid.tsx';
import {
  type Cell,
  type CellDraft,
  cellsOf,
  type Drafts,
  emptyDraft,
  errorsByCell,
  isTyped,
  missingReasons,
  pastedValues,
  reportedIndicators,
  reportingDays,
  toMeasurements,
} from './measurement-cells.ts';
import { ProvisionalValues } from './ProvisionalValues.tsx';
import { sendKey } from './send-key.ts';
import { MeasurementTemplates } from './Templates.tsx';

const noDrafts = (): Drafts => ({});
const isNothing = (drafts: Drafts) => Object.keys(drafts).length === 0;

/** Measured values as a grid of indicators and reporting days: typed, pasted, sent together, reviewed. */
export function MeasurementForm() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [params, setValues] = useQueryValues();
  const { data: around } = useSuspenseQuery(system());
  const { data: plan } = useSuspenseQuery(projects({}));
  const place = useDeferredValue(params.get('project') ?? '');
  // Of a single project all is asked for, however many others there are.
  const ofPlace = place && !place.startsWith('section:') ? { project: place } : {};
  const { data: all } = useSuspenseQuery(indicatorsQuestion(ofPlace));
  const { data: known } = useSuspenseQuery(measurements(ofPlace));
  const { name, may } = useRights();
  const mayDecide = may('approve');
  const [drafts, setDrafts, kept] = useKeptDraft(`draft.values.${name}.${around.year}`, noDrafts, isNothing);
  const [files, setFiles] = useState<Readonly<Record<string, readonly File[]>>>({});
  const [selected, setSelected] = useState<string>();
  const [history, setHistory] = useState<number>();
  const [approved, setApproved] = useState(false);
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState(false);
  const sending = useRef(crypto.randomUUID());

  const onlyDue = params.get('due') === 'open';
  const measuredOn = earlier(around.today, `${around.year}-12-31`);
  const sections = [...new Set(plan.items.flatMap(({ section }) => section ?? []))];
  const inPlace = useMemo(() => {
    const shown = reportedIndicators(all.items);
    if (!place.startsWith('section:')) return shown;
    const inSection = plan.items.filter(({ section }) => `section:${section}` === place);
    const codes = new Set(inSection.map(({ code }) => code));
    return shown.filter(({ projectCode }) => codes.has(projectCode));
  }, [all.items, plan.items, place]);
  const { data: added } = useSuspenseQuery(addedReportingDays(around.year));
  const days = useMemo(
    () => [...new Set([...reportingDays(inPlace), ...added.items.map(({ day }) => day)])].sort(),
    [inPlace, added],
  );
  const whole = useMemo(
    () => cellsOf(inPlace, days, known.items, around.today),
    [inPlace, days, known.items, around.today],
  );
  const open = (row: Cell[]) =>
    row.some(({ state, key }) => state === 'due' || state === 'returned' || drafts[key]);
  const rows = onlyDue ? whole.filter(open) : whole;
  const due = whole.flat().filter(({ state }) => state === 'due' || state === 'returned').length;
  const sent = toMeasurements(rows, drafts, approved && mayDecide);
  const reasons = missingReasons(rows, drafts);

  const report = useMutation({
    mutationFn: async (what: typeof sent) => {
      const items = what.map(({ item }) => item);
      const headers = { 'idempotency-key': sending.current };
      const answer = await write('Ingested', 'POST', 'measurements', { items }, headers);
      // The values are stored by now: a file that is refused takes none of them back.
      let refusedFile: string | undefined;
      for (const { key, item } of what) {
        await sendEvidence(item, files[key] ?? []).catch((error: Error) => {
          refusedFile = error.message;
        });
      }
      return { ...answer, refusedFile };
    },
    onSuccess: async ({ accepted, refusedFile }, what) => {
      setAsked(false);
      setSaid(
        t('entry.submitted', { count: accepted }) +
          (refusedFile ? t('entry.filesFailed', { reason: refusedFile }) : ''),
      );
      const done = new Set(what.map(({ key }) => key));
      setDrafts((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !done.has(key))));
      setFiles({});
      sending.current = crypto.randomUUID();
      await cache.invalidateQueries();
    },
    onError: (error) => {
      // A refused batch is another one once it is corrected; one that may have arrived is sent again as itself.
      if (error instanceof RequestProblem && error.status >= 400) sending.current = crypto.randomUUID();
    },
  });
  const refused = report.error instanceof RequestProblem ? report.error.rows : [];
  const refusals = useMemo(() => errorsByCell(refused, report.variables ?? []), [refused, report.variables]);
  const errors = useMemo(() => {
    const found = new Map([...refusals].map(([key, { message }]) => [key, message]));
    if (asked) for (const [key, why] of reasons) found.set(key, t(`entry.needsReason.${why}`));
    return found;
  }, [refusals, asked, reasons, t]);
  const box = useRef<HTMLDivElement>(null);
  useFirstError(box, refusals);

  const cell = rows.flat().find(({ key }) => key === selected);
  const draftOf = ({ key }: Cell): CellDraft => drafts[key] ?? emptyDraft(measuredOn);
  const change = ({ key }: Cell, draft: CellDraft) => setDrafts((before) => ({ ...before, [key]: draft }));
  /** What was emptied, or says again what stands, is no draft any more. */
  const settle = (at: Cell, always = false) =>
    setDrafts((before) => {
      const draft = before[at.key];
      if (!draft || (!always && isTyped(draft, at))) return before;
      const { [at.key]: _, ...others } = before;
      return others;
    });
  const paste = (at: Cell, text: string): boolean => {
    const pasted = pastedValues(text, rows, at.key);
    if (!pasted) return false;
    setDrafts((before) => {
      const next: Record<string, CellDraft> = { ...before };
      for (const [key, value] of pasted) next[key] = { ...(before[key] ?? emptyDraft(measuredOn)), value };
      return next;
    });
    setSaid(t('entry.pastedCells', { count: pasted.size }));
    return true;
  };
  const submit = () => {
    if (report.isPending) return;
    setSaid('');
    setAsked(true);
    const [first] = reasons.keys();
    if (first) {
      setSelected(first);
      box.current?.querySelector<HTMLElement>(`[data-cell="${first}"]`)?.focus();
    } else if (sent.length > 0) report.mutate(sent);
  };

  return (
    <>
      <section className="entry" aria-labelledby="measurements-title">
        <div className="page-head">
          <h2 id="measurements-title">
            {t('entry.measurementGrid')} <small>{t('entry.dueCount', { count: due })}</small>
          </h2>
          <span className="grow" />
          <MeasurementTemplates days={days} today={around.today} projects={plan.items} />
        </div>
        <div className="filters">
          <ProjectCombo
            label={t('entry.chooseProject')}
            value={place}
            first={[
              { id: '', text: t('expenditures.allProjects') },
              ...sections.map((section) => ({ id: `section:${section}`, text: section })),
            ]}
            onChange={(project) => setValues({ project: project || undefined })}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={onlyDue}
              onChange={(event) => setValues({ due: event.target.checked ? 'open' : undefined })}
            />
            {t('entry.onlyDue')}
          </label>
          <span className="note">{t('entry.gridHint')}</span>
        </div>
        {kept.restored && !isNothing(drafts) && (
          <p className="note restored" role="status">
            {t('entry.restored', { count: Object.keys(drafts).length })}{' '}
            <button type="button" className="button small" onClick={() => kept.throwAway()}>
              {t('entry.discard')}
            </button>
          </p>
        )}
        <TakeBack onTake={kept.takeBack} />
        {rows.length === 0 ? (
          <EmptyState>{t(onlyDue ? 'entry.allReported' : 'entry.owedNone')}</EmptyState>
        ) : (
          <form
            onKeyDown={(event) => sendKey(event) && submit()}
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <div className="values-and-details">
              <MeasurementGrid
                ref={box}
                rows={rows}
                days={days}
                drafts={drafts}
                selected={selected}
                errors={errors}
                onSelect={({ key }) => setSelected(key)}
                onType={(at, value) => change(at, { ...draftOf(at), value })}
                onLeave={settle}
                onUndo={(at) => settle(at, true)}
                onPaste={paste}
              />
              {cell && (
                <CellDetails
                  key={cell.key}
                  cell={cell}
                  draft={draftOf(cell)}
                  error={
                    refusals.get(cell.key) ??
                    (asked && reasons.has(cell.key)
                      ? { field: 'note', code: 'reason', message: errors.get(cell.key) ?? '' }
                      : undefined)
                  }
                  files={files[cell.key] ?? []}
                  onChange={(draft) => change(cell, draft)}
                  onFiles={(chosen) => setFiles({ ...files, [cell.key]: chosen })}
                  onHistory={setHistory}
                />
              )}
            </div>
            <div className="foot">
              {mayDecide && (
                <>
                  <label className="check">
                    <input
                      type="checkbox"
                      checked={approved}
                      onChange={(event) => setApproved(event.target.checked)}
                    />
                    {t('entry.approved')}
                  </label>
                  <span className="note">{t('entry.approvedHint')}</span>
                </>
              )}
              <span className="grow" />
              <button
                type="submit"
                className="button primary"
                disabled={report.isPending || sent.length === 0}
              >
                {sent.length > 0 ? t('entry.submitCount', { count: sent.length }) : t('entry.submit')}
              </button>
            </div>
          </form>
        )}
        <WriteProblem error={report.error} rows={errors.size === 0} />
        {said && (
          <p className={report.isSuccess ? 'success' : 'note'} role="status">
            {said}
          </p>
        )}
      </section>
      <ProvisionalValues />
      {history !== undefined && <MeasurementHistory id={history} onClose={() => setHistory(undefined)} />}
    </>
  );
}

/** Puts files to the value that was just stored for the indicator and reporting day. */
async function sendEvidence(
  { indicator, period }: { indicator: string; period: string },
  files: readonly File[],
): Promise<void> {
  if (files.length === 0) return;
  const { items } = await read('Measurements', 'measurements', { indicator, period, limit: 1 });
  const [stored] = items;
  if (!stored) return;
  for (const file of files) await sendFile('Evidence', `measurements/${stored.id}/evidence`, file);
}
