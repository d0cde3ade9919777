import { useTranslation } from 'react-i18next';
import type { ImportKind } from '#shared/imports.ts';
import { ImportTabs } from './import/ImportTabs.tsx';
import { Checked } from './imports/Checked.tsx';
import { ChooseFile } from './imports/ChooseFile.tsx';
import { ImportSteps } from './imports/ImportSteps.tsx';
import { MapColumns } from './imports/MapColumns.tsx';
import { Stored } from './imports/Stored.tsx';
import { Underway } from './imports/Underway.tsx';
import { useFileImport } from './imports/useFileImport.ts';
import './import/import.css';
import './imports/imports.css';

/** A file of vouchers. */
export function VoucherFileView() {
  return <FileImportView kind="expenditures" />;
}

/** A file of values. */
export function ValueFileView() {
  return <FileImportView kind="measurements" />;
}

/** A file of vouchers or values: chosen, understood, stored. Nothing is stored before the third step. */
function FileImportView({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation();
  const { step, sentPart, check, store, cancel, again } = useFileImport(kind);
  const stepNumber = step.at === 'choose' || step.at === 'columns' ? 1 : step.at.startsWith('stor') ? 3 : 2;
  return (
    <div className="page">
      <h1 className="visually-hidden">{t(`imports.title.${kind}`)}</h1>
      <ImportTabs at={kind} />
      <ImportSteps at={stepNumber} file={'file' in step ? step.file : undefined} onAgain={again} />
      {step.at === 'choose' && (
        <ChooseFile kind={kind} problem={step.problem} cancelled={step.cancelled ?? false} onFile={check} />
      )}
      {step.at === 'columns' && (
        <MapColumns
          key={step.file.name}
          kind={kind}
          asked={step.asked}
          onMapped={(sent) => check(step.file, { ...step.sent, ...sent })}
        />
      )}
      {(step.at === 'checking' || step.at === 'storing') && (
        <Underway id={step.id} storing={step.at === 'storing'} sentPart={sentPart} onCancel={cancel} />
      )}
      {step.at === 'checked' && (
        <Checked
          key={step.outcome.id}
          kind={kind}
          file={step.file}
          outcome={step.outcome}
          problem={step.problem}
          cancelled={step.cancelled ?? false}
          mapped={step.sent.mapping}
          onMapped={(mapping) => check(step.file, { ...step.sent, mapping })}
          onStore={store}
        />
      )}
      {step.at === 'stored' && <Stored kind={kind} outcome={step.outcome} onAgain={again} />}
    </div>
  );
}
