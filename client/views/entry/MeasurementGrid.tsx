import { type ClipboardEvent, type FocusEvent, Fragment, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '#shared/calendar.ts';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { type Cell, type Drafts, isTyped, standingText } from './measurement-cells.ts';

/**
 * Indicators by reporting days. Enter goes down, Tab to the right, arrows wherever there is a cell; a block from a
 * spreadsheet is pasted from the cell on. What is due stands out; what stands already is shown in its cell.
 */
export function MeasurementGrid({
  ref,
  rows,
  days,
  drafts,
  selected,
  errors,
  onSelect,
  onType,
  onLeave,
  onUndo,
  onPaste,
}: {
  ref: Ref<HTMLDivElement>;
  rows: readonly Cell[][];
  days: readonly Day[];
  drafts: Drafts;
  selected: string | undefined;
  errors: ReadonlyMap<string, string>;
  onSelect: (cell: Cell) => void;
  onType: (cell: Cell, value: string) => void;
  onLeave: (cell: Cell) => void;
  onUndo: (cell: Cell) => void;
  onPaste: (cell: Cell, text: string) => boolean;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const projects = new Set(rows.map(([first]) => first?.indicator.projectCode));

  const go = (target: EventTarget & HTMLInputElement, key: string | undefined) => {
    const table = target.closest('table');
    if (key) table?.querySelector<HTMLElement>(`[data-cell="${key}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number, cell: Cell) => {
    // An Enter that ends the composing of a Chinese word is not the end of the cell.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { currentTarget: input } = event;
    const atStart = input.selectionEnd === 0 || isWhole(input);
    const atEnd = input.selectionStart === input.value.length || isWhole(input);
    const step: Partial<Record<string, readonly [down: number, across: number]>> = {
      Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ...(atStart && { ArrowLeft: [0, -1] }),
      ...(atEnd && { ArrowRight: [0, 1] }),
    };
    if (event.key === 'Escape') {
      onUndo(cell);
      return;
    }
    const move = step[event.key];
    if (!move) return;
    event.preventDefault();
    go(input, rows[row + move[0]]?.[column + move[1]]?.key);
  };

  return (
    <div className="scroll values-scroll" ref={ref}>
      <table className="table grid values" aria-label={t('entry.measurementGrid')}>
        <thead>
          <tr>
            <th scope="col">{t('entry.indicator')}</th>
            <th scope="col">{t('entry.target')}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {nodeText(day, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const indicator = row[0]?.indicator;
            if (!indicator) return null;
            const isFirst = rows[at - 1]?.[0]?.indicator.projectCode !== indicator.projectCode;
            return (
              <Fragment key={indicator.id}>
                {projects.size > 1 && isFirst && (
                  <tr className="group">
                    <th scope="rowgroup" colSpan={days.length + 2}>
                      {indicator.projectName}
                    </th>
                  </tr>
                )}
                <tr>
                  <th scope="row">{indicator.name}</th>
                  <td className="nowrap muted">{indicator.printed}</td>
                  {row.map((cell, column) => (
                    <ValueCell
                      key={cell.key}
                      cell={cell}
                      text={drafts[cell.key]?.value ?? standingText(cell)}
                      isTyped={isTyped(drafts[cell.key], cell)}
                      isSelected={selected === cell.key}
                      error={errors.get(cell.key)}
                      label={`${indicator.name} ${nodeText(cell.period, language)}`}
                      onFocus={(event) => {
                        event.currentTarget.select();
                        onSelect(cell);
                      }}
                      onBlur={() => onLeave(cell)}
                      onType={(value) => onType(cell, value)}
                      onKeyDown={(event) => onKeyDown(event, at, column, cell)}
                      onPaste={(event) => {
                        if (onPaste(cell, event.clipboardData.getData('text'))) event.preventDefault();
                      }}
                    />
                  ))}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function isWhole({ selectionStart, selectionEnd, value }: HTMLInputElement): boolean {
  return selectionStart === 0 && selectionEnd === value.length;
}

function ValueCell({
  cell,
  text,
  isTyped: typed,
  isSelected,
  error,
  label,
  onFocus,
  onBlur,
  onType,
  onKeyDown,
  onPaste,
}: {
  cell: Cell;
  text: string;
  isTyped: boolean;
  isSelected: boolean;
  error: string | undefined;
  label: string;
  onFocus: (event: FocusEvent<HTMLInputElement>) => void;
  onBlur: () => void;
  onType: (value: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
}) {
  const { t } = useTranslation();
  const word = typed ? undefined : cell.state;
  const said = word === 'provisional' || word === 'returned' || word === 'due' ? word : undefined;
  const noteId = `cell-${cell.key}`;
  return (
    <td
      className={`value-cell is-${cell.state}${typed ? ' is-typed' : ''}${isSelected ? ' is-selected' : ''}`}
      data-label={nodeText(cell.period, spokenLanguage())}
    >
      <input
        className="input"
        data-cell={cell.key}
        aria-label={label}
        aria-invalid={Boolean(error)}
        aria-describedby={error || said ? noteId : undefined}
        autoComplete="off"
        value={text}
        onFocus={onFocus}
        onBlur={onBlur}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {error ? (
        <span id={noteId} className="field-error">
          {error}
        </span>
      ) : (
        said && (
          <span id={noteId} className={`cell-word ${said}`}>
            {t(`entry.cell.${said}`)}
          </span>
        )
      )}
    </td>
  );
}
