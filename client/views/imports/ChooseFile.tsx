import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useTranslation } from 'react-i18next';
import { earlier } from '#shared/calendar.ts';
import type { ImportKind } from '#shared/imports.ts';
import { system } from '../../data/questions.ts';
import { base } from '../../data/request.ts';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import type { Sent } from './steps.ts';

/** The first step: a file dropped or chosen, for values with the reporting day where the file names none. */
export function ChooseFile({
  kind,
  problem,
  cancelled,
  onFile,
}: {
  kind: ImportKind;
  problem: Error | undefined;
  cancelled: boolean;
  onFile: (file: File, sent: Sent) => void;
}) {
  const { t } = useTranslation();
  const { data: around } = useSuspenseQuery(system());
  const language = spokenLanguage();
  const [period, setPeriod] = useState('');
  const [measuredOn, setMeasuredOn] = useState('');
  const take = (file: File | undefined) =>
    file && onFile(file, { period: period || undefined, measuredOn: measuredOn || undefined });
  const past = around.nodes.filter((day) => day <= earlier(around.today, `${around.year}-12-31`));
  const due = period || (past.at(-1) ?? around.nodes[0]);
  const template = (name: string, query: Record<string, string | number>) =>
    `${base}imports/templates/${name}.xlsx?${new URLSearchParams(
      Object.entries(query).map(([key, value]) => [key, String(value)]),
    )}`;
  return (
    <div className="choose-file">
      <p className="muted">{t(`imports.lead.${kind}`)}</p>
      {kind === 'measurements' && (
        <div className="inline-form">
          <label className="field">
            <span>{t('imports.period')}</span>
            <select className="input" value={period} onChange={(event) => setPeriod(event.target.value)}>
              <option value="">{t('imports.periodInFile')}</option>
              {around.nodes.map((day) => (
                <option key={day} value={day}>
                  {nodeText(day, language)}
                </option>
              ))}
            </select>
          </label>
          <Field
            label={t('imports.measuredOn')}
            value={measuredOn}
            onChange={setMeasuredOn}
            onBlur={() => setMeasuredOn(asDay(measuredOn, around.year))}
            autoComplete="off"
          />
        </div>
      )}
      <DropZone
        className="drop"
        aria-label={t('imports.choose')}
        onDrop={async (event) => {
          const item = event.items.find((each) => each.kind === 'file');
          if (item?.kind === 'file') take(await item.getFile());
        }}
      >
        <span>{t('imports.drop')}</span>
        <FileTrigger acceptedFileTypes={['.csv', '.xlsx', '.txt']} onSelect={(files) => take(files?.[0])}>
          <Button className="button primary" autoFocus>
            {t('imports.choose')}
          </Button>
        </FileTrigger>
      </DropZone>
      {cancelled && (
        <p className="success" role="status">
          {t('imports.cancelled')}
        </p>
      )}
      <WriteProblem error={problem ?? null} />
      <section aria-labelledby="templates">
        <h2 id="templates">{t('imports.templates')}</h2>
        <p className="templates">
          <a className="link" href={template(kind, { year: around.year })} download>
            {t(`imports.template.${kind}`)}
          </a>
          {kind === 'measurements' && due && (
            <a className="link" href={template('fill-in', { period: due })} download>
              {t('imports.fillIn', { day: nodeText(due, language) })}
            </a>
          )}
        </p>
        <p className="note">{t('imports.templateHint')}</p>
      </section>
    </div>
  );
}
