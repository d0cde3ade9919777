import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Leads from something read to its line in the source. */
export function LineLink({
  line,
  onLine,
  children,
}: {
  line: number;
  onLine: (line: number) => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={children ? 'line-link figure' : 'line-link note'}
      title={t('import.line', { line })}
      onClick={() => onLine(line)}
      onMouseEnter={() => onLine(line)}
    >
      {children ?? t('import.line', { line })}
    </button>
  );
}
