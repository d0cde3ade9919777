import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** The document's lines; the one asked for is brought into sight and marked. */
export const Source = memo(function Source({ lines, line }: { lines: readonly string[]; line: number }) {
  const { t } = useTranslation();
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const wanted = box.current?.children[line - 1];
    if (!box.current || !(wanted instanceof HTMLElement)) return;
    // Scrolls the box alone: the page stays where the reader is.
    box.current.scrollTop = wanted.offsetTop - box.current.clientHeight / 3;
  }, [line]);
  return (
    <section className="source" aria-labelledby="source">
      <h2 id="source">
        {t('import.source')} <small>{t('import.sourceHint')}</small>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <ol ref={box} tabIndex={0} aria-label={t('import.source')}>
        {lines.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <li key={index} className={index + 1 === line ? 'asked' : undefined}>
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
});
