import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlier } from '#shared/calendar.ts';
import { useQueryValues } from '../../data/moment.ts';
import { indicators as indicatorsQuestion, projects, system } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Choice } from '../../ui/Choice.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { MeasurementGrid } from './MeasurementGrid.tsx';
import {
  errorsByIndicator,
  likelyDay,
  type MeasurementRow,
  owedOn,
  reportingDays,
  toMeasurements,
} from './measurement-rows.ts';
import { ProvisionalValues } from './ProvisionalValues.tsx';

/** Measured values for one reporting day: the indicators that owe one, sent together. */
export function MeasurementForm() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = spokenLanguage();
  const [params, setValues] = useQueryValues();
  const { data: around } = useSuspenseQuery(system());
  const { data: plan } = useSuspenseQuery(projects({}));
  const { data: all } = useSuspenseQuery(indicatorsQuestion({}));
  const [typed, setTyped] = useState<ReadonlyMap<string, MeasurementRow>>(new Map());
  const [approved, setApproved] = useState(false);
  const sending = useRef(crypto.randomUUID());

  const project = params.get('project') ?? '';
  const days = reportingDays(all.items);
  const period = params.get('period') ?? likelyDay(days, around.today) ?? '';
  const owed = owedOn(all.items, period).filter((each) => !project || each.projectCode === project);
  const measuredOn = earlier(around.today, `${around.year}-12-31`);
  const items = toMeasurements(typed, owed, period, approved);

  const report = useMutation({
    mutationFn: (sent: typeof items) =>
      write('Ingested', 'POST', 'measurements', { items: sent }, { 'idempotency-key': sending.current }),
    onSuccess: async () => {
      setTyped(new Map());
      sending.current = crypto.randomUUID();
      await cache.invalidateQueries();
    },
    onError: (error) => {
      // A refused batch is another one once it is corrected; one that may have arrived is sent again as itself.
      if (error instanceof RequestProblem && error.status >= 400) sending.current = crypto.randomUUID();
    },
  });
  const refused = report.error instanceof RequestProblem ? report.error.rows : [];
  const errors = useMemo(
    () => errorsByIndicator(refused, report.variables ?? []),
    [refused, report.variables],
  );

  const box = useRef<HTMLElement>(null);
  useFirstError(box, errors);

  return (
    <>
      <section ref={box} className="entry" aria-labelledby="measurements-title">
        <h2 id="measurements-title">{t('entry.measurementGrid')}</h2>
        <div className="filters">
          <Choice
            label={t('entry.period')}
            value={period}
            items={days.map((day) => ({ id: day, text: nodeText(day, language) }))}
            onChange={(day) => setValues({ period: day })}
          />
          <Choice
            label={t('entry.chooseProject')}
            value={project}
            items={[
              { id: '', text: t('expenditures.allProjects') },
              ...plan.items.map(({ code, name }) => ({ id: code, text: name })),
            ]}
            onChange={(code) => setValues({ project: code })}
          />
        </div>
        {owed.length === 0 ? (
          <EmptyState>{t('entry.owedNone')}</EmptyState>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (items.length > 0) report.mutate(items);
            }}
          >
            <MeasurementGrid
              indicators={owed}
              period={period}
              typed={typed}
              measuredOn={measuredOn}
              errors={errors}
              onChange={(id, row) => setTyped((before) => new Map(before).set(id, row))}
            />
            <div className="foot">
              <label className="check">
                <input
                  type="checkbox"
                  checked={approved}
                  onChange={(event) => setApproved(event.target.checked)}
                />
                {t('entry.approved')}
              </label>
              <span className="note">{t('entry.approvedHint')}</span>
              <span className="grow" />
              <button
                type="submit"
                className="button primary"
                disabled={report.isPending || items.length === 0}
              >
                {t('entry.submit')}
                {items.length > 0 && ` ${items.length}${t('overview.items')}`}
              </button>
            </div>
          </form>
        )}
        <WriteProblem error={report.error} rows={errors.size === 0} />
        {report.isSuccess && (
          <p className="success" role="status">
            {t('entry.submitted', { count: report.data.accepted })}
          </p>
        )}
      </section>
      <ProvisionalValues />
    </>
  );
}
