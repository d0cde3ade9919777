import { type KeyboardEvent, memo, type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SortHeader } from '../SortHeader.tsx';
import type { Sorting } from '../sorting.ts';
import type { Column } from './columns.ts';
import { mostPrinted, usePrinting } from './usePrinting.ts';
import { useRows } from './useRows.ts';
import './data-table.css';

/** A list that comes page by page. */
export interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError?: boolean;
  fetchNextPage: () => unknown;
}

/** Which rows are chosen, by their keys; `toggle` must stay the same function, lest every row be drawn anew. */
export interface Selection<Row> {
  chosen: ReadonlySet<string>;
  toggle: (key: string) => void;
  toggleAll: () => void;
  nameOf: (row: Row) => string;
}

interface Props<Row> {
  label: string;
  /** The same array while nothing about the columns changes. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** All there are, where not all are loaded. */
  total?: number | undefined;
  pages?: Pages | undefined;
  sorting: Sorting<Record<string, unknown>>;
  selection?: Selection<Row> | undefined;
  rowClass?: ((row: Row) => string) | undefined;
  className?: string;
  /** What columns add up to, at the foot, by their ids. */
  feet?: Readonly<Record<string, ReactNode>> | undefined;
  /** What else is said below. */
  note?: ReactNode;
  /** A key that was pressed in the list, with the row that has the focus; true where it meant something. */
  onKey?: (key: string, row: Row | undefined) => boolean;
}

/**
 * A table that may hold thousands of rows: only those in sight are drawn, more are fetched as one scrolls, and only
 * rows that changed are drawn anew. While the focus is in it j and k, or the arrows, go from row to row.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, pages, sorting, selection, onKey, rowClass } = props;
  const { t } = useTranslation();
  // Where nobody counted, all are known only once all are here.
  const total = props.total ?? (pages?.hasNextPage ? undefined : rows.length);
  const box = useRef<HTMLDivElement>(null);
  const keyAt = (index: number) => {
    const row = rows[index];
    return row === undefined ? String(index) : keyOf(row);
  };
  const { isPrinted, isPreparing } = usePrinting(pages, rows.length, box);
  const most = isPrinted ? mostPrinted : undefined;
  const { isVirtual, indexes, above, below, measure, height, show } = useRows(rows.length, keyAt, box, most);
  const last = indexes.at(-1) ?? -1;
  const fetchNextPage = pages?.hasNextPage && !pages.isFetchingNextPage ? pages.fetchNextPage : undefined;
  useEffect(() => {
    if (isPrinted || isPreparing) return;
    if (last >= rows.length - 30) void fetchNextPage?.();
  }, [isPrinted, isPreparing, last, rows.length, fetchNextPage]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const at = indexOf(document.activeElement);
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined && (step > 0 || at > 0)) {
      event.preventDefault();
      const to = Math.min(rows.length - 1, at + step);
      show(to);
      focusRow(box.current, to);
    } else if (onKey?.(event.key, rows[at])) event.preventDefault();
  };
  // Letters find their way into the list from anywhere on the page that has no use of its own for them.
  const fromOutside = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (!onKey || isTyping(target) || (target instanceof Element && target.closest(ownKeys))) return;
    if (event.key === 'j' && rows.length > 0) {
      show(0);
      focusRow(box.current, 0);
    } else if (!['/', '?'].includes(event.key) || !onKey(event.key, undefined)) return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => fromOutside(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const columnCount = columns.length + (selection ? 1 : 0);
  const { feet } = props;
  return (
    <>
      {isPrinted && <LeftOut printed={indexes.length} total={total} isMore={Boolean(pages?.hasNextPage)} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links and buttons inside */}
      <div
        ref={box}
        className={isVirtual ? 'data-box tall' : 'data-box'}
        style={{ ['--height' as string]: height }}
        onKeyDown={onKeyDown}
        // What scrolls must be reachable: the focus may stand on the box itself.
        {...(isVirtual && { tabIndex: 0, role: 'group', 'aria-label': label })}
      >
        <table
          className={`table stacks data-table ${props.className ?? ''}`}
          aria-label={label}
          aria-rowcount={total === undefined ? -1 : total + 1}
        >
          <colgroup>
            {selection && <col className="select" style={{ width: '34px' }} />}
            {columns.map(({ id, width }) => (
              <col key={id} style={{ width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {selection && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('tables.selectAll')}
                    checked={rows.length > 0 && rows.every((row) => selection.chosen.has(keyOf(row)))}
                    onChange={selection.toggleAll}
                  />
                </td>
              )}
              {columns.map(({ id, head, sort, className }) => (
                <SortHeader<Record<string, unknown>>
                  key={id}
                  by={sort ?? id}
                  // A button is not repeated on the next page.
                  sorting={sort && !isPrinted ? sorting : undefined}
                  className={className}
                >
                  {head}
                </SortHeader>
              ))}
            </tr>
          </thead>
          <tbody>
            <Room height={above} columns={columnCount} />
            {indexes.map((index) => {
              const row = rows[index];
              if (row === undefined) return null;
              const key = keyOf(row);
              return (
                <BodyRow
                  key={key}
                  row={row}
                  index={index}
                  columns={columns as readonly Column<unknown>[]}
                  className={rowClass?.(row) ?? 'row-link'}
                  {...(measure && { measure })}
                  {...(selection && {
                    rowKey: key,
                    isChosen: selection.chosen.has(key),
                    name: selection.nameOf(row),
                    toggle: selection.toggle,
                  })}
                />
              );
            })}
            <Room height={below} columns={columnCount} />
          </tbody>
          {feet && (
            <tfoot>
              <tr>
                {selection && <td />}
                {columns.map(({ id, className }) => (
                  <td key={id} className={className}>
                    {feet[id]}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <p className="note table-note">
        {total !== undefined && t('tables.rows', { count: total })}
        {!isPrinted && rows.length < (total ?? Number.POSITIVE_INFINITY) && (
          <> · {t('tables.loaded', { loaded: rows.length })}</>
        )}
        {props.note && <> · {props.note}</>}
        {isPreparing && <span role="status"> · {t('tables.preparing')}</span>}
        {pages?.hasNextPage && (
          <button
            type="button"
            className="button small"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t(pages.isFetchingNextPage ? 'loading' : 'more')}
          </button>
        )}
      </p>
    </>
  );
}

/** On paper: that rows are missing there, and where all of them are. */
function LeftOut({
  printed,
  total,
  isMore,
}: {
  printed: number;
  total: number | undefined;
  isMore: boolean;
}) {
  const { t } = useTranslation();
  if (total === undefined ? !isMore : printed >= total) return null;
  return (
    <p className="paper-note">
      {total === undefined
        ? t('tables.leftOutSome', { printed })
        : t('tables.leftOut', { printed, left: total - printed })}
    </p>
  );
}

/** The room of the rows that are not drawn. */
function Room({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr className="room" aria-hidden="true">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

/** One row. What is unchanged keeps its object, so that one changed row is one row drawn anew. */
const BodyRow = memo(function BodyRow({
  row,
  index,
  columns,
  className,
  measure,
  rowKey,
  isChosen = false,
  name,
  toggle,
}: {
  row: unknown;
  index: number;
  columns: readonly Column<unknown>[];
  className: string;
  measure?: (row: HTMLTableRowElement | null) => void;
  rowKey?: string;
  isChosen?: boolean;
  name?: string;
  toggle?: (key: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={isChosen ? `${className} chosen` : className}
    >
      {toggle && rowKey !== undefined && (
        <td className="col-select">
          <input
            type="checkbox"
            aria-label={t('tables.selectRow', { name })}
            checked={isChosen}
            onChange={() => toggle(rowKey)}
          />
        </td>
      )}
      {columns.map(({ id, head, isHead, unnamed, className: own, cell }) => {
        if (isHead) {
          return (
            <th key={id} scope="row" className={own}>
              {cell(row)}
            </th>
          );
        }
        return (
          <td key={id} className={own} data-label={unnamed ? undefined : head}>
            {cell(row)}
          </td>
        );
      })}
    </tr>
  );
});

/** What answers to letters itself: the list's own box, and whatever is open above the page. */
const ownKeys = '.data-box, [role="dialog"], [role="menu"], [role="listbox"]';

/** Where letters are typed they are letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The row that an element is in; -1 where it is in none. */
function indexOf(element: Element | null): number {
  return Number(element?.closest('tr[data-index]')?.getAttribute('data-index') ?? -1);
}

/** Gives the focus to a row's own link or button; one that is only now brought into sight is there a moment later. */
function focusRow(box: HTMLElement | null, index: number, tries = 5): void {
  const target = box?.querySelector<HTMLElement>(`tr[data-index="${index}"] :is(th a, th button)`);
  if (target) target.focus({ preventScroll: tries === 5 && target.closest('.tall') !== null });
  else if (tries > 0) requestAnimationFrame(() => focusRow(box, index, tries - 1));
}
