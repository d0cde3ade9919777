import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ClipboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toYuan } from '#shared/money.ts';
import { projectNames, system } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { yuanText } from '../../text/format.ts';
import { TakeBack } from '../../ui/TakeBack.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { useKeptDraft } from './drafts.ts';
import { sendKey } from './send-key.ts';
import { VoucherTemplate } from './Templates.tsx';
import { VoucherGrid } from './VoucherGrid.tsx';
import { pastedRows } from './voucher-paste.ts';
import {
  emptyRow,
  errorsByCell,
  isFilled,
  toExpenditure,
  totalOf,
  unsent,
  type VoucherField,
  type VoucherRow,
} from './voucher-rows.ts';

const fiveRows = (): VoucherRow[] => [1, 2, 3, 4, 5].map((key) => emptyRow(key));
const isNothing = (rows: readonly VoucherRow[]) => !rows.some(isFilled);

/** Vouchers typed or pasted as on paper, stored all or not at all; what is refused stays on the screen. */
export function VoucherForm() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data: plan } = useSuspenseQuery(projectNames({}));
  const { data: around } = useSuspenseQuery(system());
  const { name } = useRights();
  const [rows, setRows, kept] = useKeptDraft(`draft.vouchers.${name}.${around.year}`, fiveRows, isNothing);
  const nextKey = useRef(Math.max(...rows.map(({ key }) => key)) + 1);
  const [said, setSaid] = useState('');
  const grid = useRef<HTMLDivElement>(null);

  const store = useMutation({
    mutationFn: (sent: VoucherRow[]) =>
      write('Ingested', 'POST', 'expenditures', {
        items: sent.map((row) => toExpenditure(row, plan.items, around.year)),
      }),
    onSuccess: async ({ accepted, known }, sent) => {
      setSaid(t(known > 0 ? 'entry.storedKnown' : 'entry.stored', { accepted, known }));
      const next = [1, 2, 3, 4, 5].map(() => emptyRow(nextKey.current++));
      setRows((before) => [...unsent(before, sent), ...next]);
      await cache.invalidateQueries();
    },
  });
  const refused = store.error instanceof RequestProblem ? store.error.rows : [];
  const errors = useMemo(() => errorsByCell(refused, store.variables ?? []), [refused, store.variables]);
  useFirstError(grid, errors);
  const total = totalOf(rows);

  const change = (key: number, field: VoucherField, value: string) =>
    setRows((before) => before.map((row) => (row.key === key ? { ...row, [field]: value } : row)));
  const remove = (key: number) => {
    const left = rows.filter((row) => row.key !== key);
    const isLost = rows.some((row) => row.key === key && isFilled(row));
    if (left.length === 0) return;
    if (isLost) kept.throwAway(left);
    else setRows(left);
  };
  const addRow = () => {
    setRows((before) => [...before, emptyRow(nextKey.current++, before.at(-1))]);
  };
  const focus = (index: number, field: VoucherField) =>
    setTimeout(() => grid.current?.querySelector<HTMLElement>(`[data-cell="${index}/${field}"]`)?.focus());
  const enter = (index: number) => {
    if (index === rows.length - 1) addRow();
    else {
      const here = rows[index];
      setRows((before) =>
        before.map((row, at) =>
          at === index + 1 && !isFilled(row) && !row.paidOn ? { ...emptyRow(row.key, here) } : row,
        ),
      );
    }
    focus(index + 1, 'voucherNo');
  };
  const paste = (event: ClipboardEvent, index: number, field: VoucherField) => {
    const pasted = pastedRows(event.clipboardData.getData('text'), field);
    if (!pasted) return;
    event.preventDefault();
    setRows((before) => {
      const needed = Math.max(before.length, index + pasted.length);
      const all = Array.from({ length: needed }, (_, at) => before[at] ?? emptyRow(nextKey.current++));
      return all.map((row, at) => ({ ...row, ...pasted[at - index] }));
    });
    setSaid(t('entry.pasted', { count: pasted.length }));
  };
  const submit = () => {
    if (store.isPending) return;
    const filled = rows.filter(isFilled);
    setSaid(filled.length === 0 ? t('entry.nothing') : '');
    if (filled.length > 0) store.mutate(filled);
  };

  return (
    <section className="entry" aria-labelledby="vouchers-title">
      <div className="page-head">
        <h2 id="vouchers-title">{t('entry.grid')}</h2>
        <p className="note">{t('entry.hint')}</p>
        <span className="grow" />
        <VoucherTemplate />
      </div>
      {kept.restored && !isNothing(rows) && (
        <p className="note restored" role="status">
          {t('entry.restoredRows', { count: rows.filter(isFilled).length })}{' '}
          <button type="button" className="button small" onClick={() => kept.throwAway()}>
            {t('entry.discard')}
          </button>
        </p>
      )}
      <TakeBack onTake={kept.takeBack} />
      <form
        onKeyDown={(event) => sendKey(event) && submit()}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <VoucherGrid
          ref={grid}
          rows={rows}
          projects={plan.items}
          year={around.year}
          errors={errors}
          onChange={change}
          onEnter={enter}
          onMove={(index, field) => index >= 0 && index < rows.length && focus(index, field)}
          onPaste={paste}
          onRemove={remove}
        />
        <div className="foot">
          <button type="button" className="button small" onClick={addRow}>
            {t('entry.addRow')}
          </button>
          <span className="grow" />
          <output className="figure" aria-label={t('entry.total')}>
            {t('entry.total')}
            {t('colon')}
            {t('entry.totals', { count: total.count, yuan: yuanText(toYuan(total.fen)) })}
          </output>
          <button type="submit" className="button primary" disabled={store.isPending}>
            {t(store.isPending ? 'entry.storing' : 'entry.store')}
          </button>
        </div>
      </form>
      <WriteProblem error={store.error} rows={errors.size === 0} />
      {said && (
        <p className={store.isSuccess ? 'success' : 'note'} role="status">
          {said}
        </p>
      )}
    </section>
  );
}
