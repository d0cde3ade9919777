import { type ClipboardEvent, type KeyboardEvent, type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectName } from '#shared/tables.ts';
import { asDay } from '../../ui/day-text.ts';
import { cellKey, type VoucherField, type VoucherRow, voucherFields } from './voucher-rows.ts';

const options = {
  kind: ['payment', 'refund', 'reversal'],
  fundSource: ['fiscal', 'carryover', 'other'],
} as const;

/** The grid itself: tab order as on paper, Enter for the next row, errors under the cell. */
export function VoucherGrid({
  ref,
  rows,
  projects,
  year,
  errors,
  onChange,
  onEnter,
  onMove,
  onPaste,
  onRemove,
}: {
  ref: Ref<HTMLDivElement>;
  rows: readonly VoucherRow[];
  projects: readonly ProjectName[];
  year: number;
  errors: ReadonlyMap<string, string>;
  onChange: (key: number, field: VoucherField, value: string) => void;
  onEnter: (index: number) => void;
  onMove: (index: number, field: VoucherField) => void;
  onPaste: (event: ClipboardEvent, index: number, field: VoucherField) => void;
  onRemove: (key: number) => void;
}) {
  const { t } = useTranslation();
  const fieldName = (field: VoucherField) => t(`entry.${field === 'fundSource' ? 'fund' : field}`);
  // What was pasted and is none of them is shown as it was written, until another is chosen.
  const optionName = (field: 'kind' | 'fundSource', id: string) => {
    const kind = options.kind.find((one) => one === id);
    const fund = options.fundSource.find((one) => one === id);
    if (field === 'kind') return kind ? t(`expenditures.kinds.${kind}`) : id;
    return fund ? t(`expenditures.funds.${fund}`) : id;
  };

  const cell = (row: VoucherRow, index: number, field: VoucherField) => {
    const isUnknown =
      (field === 'kind' || field === 'fundSource') && !options[field].some((one) => one === row[field]);
    const error = isUnknown
      ? t('entry.chooseOne', { words: row[field] })
      : errors.get(cellKey(row.key, field));
    const errorId = `error-${row.key}-${field}`;
    const shared = {
      className: 'input',
      'data-cell': `${index}/${field}`,
      'aria-label': t('entry.row', { row: index + 1, field: fieldName(field) }),
      'aria-invalid': Boolean(error),
      'aria-describedby': error ? errorId : undefined,
      value: row[field],
      onChange: (event: { target: { value: string } }) => onChange(row.key, field, event.target.value),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      // An Enter that ends the composing of a Chinese word is not the end of the row.
      if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
      const isList = field === 'kind' || field === 'fundSource' || field === 'project';
      if (event.key === 'Enter') onEnter(index);
      // In a list the arrows choose.
      else if (event.key === 'ArrowDown' && !isList) onMove(index + 1, field);
      else if (event.key === 'ArrowUp' && !isList) onMove(index - 1, field);
      else return;
      event.preventDefault();
    };
    return (
      <td key={field} className={`cell-${field}`} data-label={fieldName(field)}>
        {field === 'kind' || field === 'fundSource' ? (
          <select {...shared} onKeyDown={onKeyDown}>
            {[...new Set([...options[field], row[field]])].map((id) => (
              <option key={id} value={id}>
                {optionName(field, id)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...shared}
            inputMode={field === 'amount' ? 'decimal' : field === 'line' ? 'numeric' : undefined}
            placeholder={field === 'paidOn' ? `${year}-01-01` : undefined}
            onBlur={() => field === 'paidOn' && onChange(row.key, field, asDay(row.paidOn, year))}
            list={field === 'project' ? 'plan-projects' : undefined}
            autoComplete="off"
            disabled={field === 'reverses' && row.kind === 'payment'}
            onKeyDown={onKeyDown}
            onPaste={(event) => onPaste(event, index, field)}
          />
        )}
        {error && (
          <span id={errorId} className="field-error">
            {error}
          </span>
        )}
      </td>
    );
  };

  return (
    <div className="scroll" ref={ref}>
      <ProjectsToFind projects={projects} />
      <table className="table grid" aria-label={t('entry.grid')}>
        <thead>
          <tr>
            <td />
            {voucherFields.map((field) => (
              <th key={field} scope="col" className={field === 'amount' ? 'number' : undefined}>
                {fieldName(field)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <td className="note row-number">{index + 1}</td>
              {voucherFields.map((field) => cell(row, index, field))}
              <td className="row-remove">
                <button
                  type="button"
                  className="icon"
                  tabIndex={-1}
                  aria-label={t('entry.removeRow', { row: index + 1 })}
                  onClick={() => onRemove(row.key)}
                >
                  ×
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/**
 * What the cells for projects offer. The browser's own list, so that a thousand pasted rows stay light: it finds a
 * project by its name, and by the code and the initials that stand beside it.
 */
function ProjectsToFind({ projects }: { projects: readonly ProjectName[] }) {
  const [initialsOf, setInitials] = useState<(name: string) => string>();
  useEffect(() => {
    void import('../../ui/table/pinyin.ts').then((pinyin) => setInitials(() => pinyin.initialsOf));
  }, []);
  return (
    <datalist id="plan-projects">
      {projects.map(({ code, name }) => (
        <option key={code} value={name} label={[code, initialsOf?.(name)].filter(Boolean).join(' ')} />
      ))}
    </datalist>
  );
}
