import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../../text/with-account.ts';

/** Copies a text; says that it did. Where the browser lends no clipboard (no TLS), there is no such button. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <button type="button" className="button" onClick={() => void copy().catch(() => undefined)}>
      <span aria-live="polite">{copied ? t('second.copied') : t('second.copy')}</span>
    </button>
  );
}
