import { useMemo } from 'react';
import { renderSVG } from 'uqr';

/** A text as a QR code, drawn here: a secret is sent to nobody to be drawn. Dark on white in both themes. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const source = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`,
    [text],
  );
  return <img className="qr" src={source} alt={label} width={188} height={188} />;
}
