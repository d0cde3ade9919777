import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlier } from '#shared/calendar.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { system } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** 退回 or 红冲 of a voucher: its own number and day, at most what is left, and why. */
export function TakeBackForm({
  item,
  kind,
  left,
  onDone,
}: {
  item: Expenditure;
  kind: 'refund' | 'reversal';
  left: number;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data: around } = useSuspenseQuery(system());
  const year = Number(item.paidOn.slice(0, 4));
  const [voucherNo, setVoucherNo] = useState('');
  const [paidOn, setPaidOn] = useState(earlier(around.today, `${year}-12-31`));
  const [amount, setAmount] = useState(toYuan(left));
  const [reason, setReason] = useState('');
  const store = useMutation({
    mutationFn: () => {
      const fen = parseYuan(amount.replaceAll(/[,，\s]/g, ''));
      return write('Ingested', 'POST', 'expenditures', {
        voucherNo: voucherNo.trim(),
        series: item.series,
        projectCode: item.projectCode,
        paidOn: asDay(paidOn, year),
        amount: fen === undefined ? amount : toYuan(-Math.abs(fen)),
        kind,
        fundSource: item.fundSource,
        reverses: item.voucherNo,
        reason: reason.trim(),
      });
    },
    onSuccess: async () => {
      await cache.invalidateQueries();
      onDone();
    },
  });
  const problems = store.error instanceof RequestProblem ? store.error.rows : [];
  const errorAt = (column: string) => problems.find((one) => one.column === column)?.message;
  const placed = ['voucherNo', 'paidOn', 'amount'].some((column) => errorAt(column));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        store.mutate();
      }}
    >
      <p className="note">{t(`history.${kind}Text`)}</p>
      <div className="pair">
        <Field
          label={t('history.ownNumber')}
          value={voucherNo}
          onChange={setVoucherNo}
          error={errorAt('voucherNo')}
          autoFocus
          maxLength={100}
        />
        <Field
          label={t('expenditures.paidOn')}
          value={paidOn}
          onChange={setPaidOn}
          error={errorAt('paidOn')}
        />
      </div>
      <Field
        label={t('history.amountBack')}
        value={amount}
        onChange={setAmount}
        inputMode="decimal"
        error={errorAt('amount')}
      />
      <Field label={t('history.reason')} value={reason} onChange={setReason} maxLength={500} />
      <WriteProblem error={store.error} rows={!placed} />
      <div className="actions end">
        <button type="button" className="button" onClick={onDone}>
          {t('cancel')}
        </button>
        <button
          type="submit"
          className="button primary"
          disabled={!voucherNo.trim() || !reason.trim() || store.isPending}
        >
          {t(`history.${kind}`)}
        </button>
      </div>
    </form>
  );
}
