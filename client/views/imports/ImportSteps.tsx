import { useTranslation } from 'react-i18next';

/** The three steps and which one is at hand; the file, and the way back to another one. */
export function ImportSteps({
  at,
  file,
  onAgain,
}: {
  at: 1 | 2 | 3;
  file: File | undefined;
  onAgain: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="import-steps">
      <ol className="steps">
        {([1, 2, 3] as const).map((step) => (
          <li key={step} aria-current={step === at ? 'step' : undefined}>
            {t(`imports.step${step}`)}
          </li>
        ))}
      </ol>
      {file && (
        <p className="import-file">
          {file.name} <span className="note">{sizeText(file.size)}</span>{' '}
          <button type="button" className="button small" onClick={onAgain}>
            {t('imports.otherFile')}
          </button>
        </p>
      )}
    </div>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
