import { memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceRow } from './source-rows.ts';
import { cellKey, type Place, type Trace } from './trace.ts';

const chunkSize = 60;
const lineHeight = 24;

/**
 * The document's lines, rows of tables as rows; the place asked for is brought into sight and marked. A cell that a
 * figure was read from leads to the figure. Only what is near the part in sight is drawn.
 */
export const Source = memo(function Source({
  rows,
  places,
  asked,
  trace,
  onPointer,
}: {
  rows: readonly SourceRow[];
  places: readonly (string | null)[] | null;
  asked: Place | undefined;
  trace: Trace;
  onPointer: (pointer: string) => void;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const wanted = asked && box.current?.querySelector(`[data-line="${asked.line}"]`);
    if (!box.current || !(wanted instanceof HTMLElement)) return;
    const { scrollTop, clientHeight } = box.current;
    const top = wanted.offsetTop;
    const inSight = top > scrollTop + 24 && top + wanted.offsetHeight < scrollTop + clientHeight - 24;
    // Scrolls the box alone: the page stays where the reader is.
    if (!inSight) box.current.scrollTop = top - clientHeight / 3;
  }, [asked]);
  const chunks = Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, chunk) => chunk * chunkSize);
  return (
    <div className="source">
      <h2 id="source">
        {t('import.source')} <small>{t('import.sourceHint')}</small>
      </h2>
      <section
        ref={box}
        className={places ? 'source-box placed' : 'source-box'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-labelledby="source"
      >
        {chunks.map((from) => {
          const here = asked && asked.line > from && asked.line <= from + chunkSize;
          return (
            <Chunk key={from} lines={Math.min(chunkSize, rows.length - from)} needed={Boolean(here)}>
              {() => (
                <Lines
                  rows={rows}
                  from={from}
                  places={places}
                  asked={here ? asked : undefined}
                  trace={trace}
                  onPointer={onPointer}
                />
              )}
            </Chunk>
          );
        })}
      </section>
    </div>
  );
});

/** Some lines, drawn once they come near the part in sight, or are needed; before that only their height is there. */
function Chunk({ lines, needed, children }: { lines: number; needed: boolean; children: () => ReactNode }) {
  const [near, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const drawn = near || needed;
  useEffect(() => {
    if (drawn) setNear(true);
    if (drawn || !place.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      root: place.current.parentElement,
      rootMargin: '800px 0px',
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [drawn]);
  if (drawn) return children();
  return <div ref={place} style={{ height: lines * lineHeight }} />;
}

const Lines = memo(function Lines({
  rows,
  from,
  places,
  asked,
  trace,
  onPointer,
}: {
  rows: readonly SourceRow[];
  from: number;
  places: readonly (string | null)[] | null;
  asked: Place | undefined;
  trace: Trace;
  onPointer: (pointer: string) => void;
}) {
  return (
    <ol lang="zh-CN">
      {rows.slice(from, from + chunkSize).map(({ cells, widths }, index) => {
        const line = from + index + 1;
        const here = asked?.line === line;
        return (
          <li key={line} data-line={line} className={here ? 'asked' : undefined}>
            <span className="line-name">{places?.[line - 1] ?? line}</span>
            {widths.length === 0 ? (
              <Text text={cells[0] ?? ''} words={here ? asked.words : undefined} />
            ) : (
              <span
                className="cells"
                style={{ gridTemplateColumns: widths.map((width) => `minmax(0, ${width}fr)`).join(' ') }}
              >
                {cells.map((text, cell) => {
                  const pointer = trace.pointers.get(cellKey(line, cell));
                  const className = here && asked.cell === cell ? 'cell found' : 'cell';
                  return pointer && text ? (
                    <button
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                      key={cell}
                      type="button"
                      className={`${className} traced`}
                      tabIndex={-1}
                      onClick={() => onPointer(pointer)}
                    >
                      {text}
                    </button>
                  ) : (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                    <span key={cell} className={className}>
                      {text}
                    </span>
                  );
                })}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
});

function Text({ text, words }: { text: string; words: string | undefined }) {
  const at = words ? text.indexOf(words) : -1;
  if (!words || at < 0) return <span className="text">{text}</span>;
  return (
    <span className="text">
      {text.slice(0, at)}
      <mark>{words}</mark>
      {text.slice(at + words.length)}
    </span>
  );
}
