import { useTranslation } from 'react-i18next';

/** The three steps of an import and which one is at hand. */
export function Steps({ at }: { at: 1 | 2 | 3 }) {
  const { t } = useTranslation();
  return (
    <ol className="steps">
      {([1, 2, 3] as const).map((step) => (
        <li key={step} aria-current={step === at ? 'step' : undefined}>
          {t(`import.step${step}`)}
        </li>
      ))}
    </ol>
  );
}
