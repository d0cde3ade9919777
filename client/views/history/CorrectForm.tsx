import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expenditure, FundSource } from '#shared/expenditure.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Choice } from '../../ui/Choice.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { ProjectCombo } from '../../ui/ProjectCombo.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

const funds = ['fiscal', 'carryover', 'other'] as const;

/** 更正: what is to stand under the same number, and why; another person confirms it. */
export function CorrectForm({ item, onDone }: { item: Expenditure; onDone: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const year = Number(item.paidOn.slice(0, 4));
  const [project, setProject] = useState(item.projectCode);
  const [paidOn, setPaidOn] = useState(item.postedOn);
  const [amount, setAmount] = useState(item.amount);
  const [fundSource, setFundSource] = useState<FundSource>(item.fundSource);
  const [payee, setPayee] = useState(item.payee ?? '');
  const [purpose, setPurpose] = useState(item.purpose ?? '');
  const [reason, setReason] = useState('');
  const propose = useMutation({
    mutationFn: () => {
      const fen = parseYuan(amount.replaceAll(/[,，\s]/g, ''));
      const { voucherNo, line, series } = item;
      return write('Ingested', 'POST', 'expenditures', {
        voucherNo,
        line,
        series,
        projectCode: project,
        paidOn: asDay(paidOn, year),
        amount: fen === undefined ? amount : toYuan(fen),
        fundSource,
        ...(item.kind !== 'payment' && { kind: item.kind }),
        ...(item.reverses && { reverses: item.reverses }),
        ...(payee.trim() && { payee: payee.trim() }),
        ...(purpose.trim() && { purpose: purpose.trim() }),
        corrects: voucherNo,
        reason: reason.trim(),
      });
    },
    onSuccess: async ({ proposed }) => {
      await cache.invalidateQueries();
      if (proposed) onDone();
    },
  });
  const problems = propose.error instanceof RequestProblem ? propose.error.rows : [];
  const errorAt = (column: string) => problems.find((one) => one.column === column)?.message;
  const placed = ['paidOn', 'amount'].some((column) => errorAt(column));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <p className="note">{t('history.correctText')}</p>
      <ProjectCombo label={t('expenditures.project')} value={project} onChange={setProject} />
      <div className="pair">
        <Field
          label={t('expenditures.paidOn')}
          value={paidOn}
          onChange={setPaidOn}
          onBlur={() => setPaidOn(asDay(paidOn, year))}
          error={errorAt('paidOn')}
        />
        <Field
          label={t('expenditures.amount')}
          value={amount}
          onChange={setAmount}
          inputMode="decimal"
          error={errorAt('amount')}
        />
      </div>
      <Choice
        label={t('expenditures.fund')}
        value={fundSource}
        items={funds.map((id) => ({ id, text: t(`expenditures.funds.${id}`) }))}
        onChange={(id) => setFundSource(id as FundSource)}
      />
      <div className="pair">
        <Field label={t('expenditures.payee')} value={payee} onChange={setPayee} maxLength={200} />
        <Field label={t('expenditures.purpose')} value={purpose} onChange={setPurpose} maxLength={500} />
      </div>
      <Field label={t('history.reason')} value={reason} onChange={setReason} maxLength={500} autoFocus />
      <WriteProblem error={propose.error} rows={!placed} />
      {propose.data && !propose.data.proposed && <p className="note">{t('history.nothingDiffers')}</p>}
      <div className="actions end">
        <button type="button" className="button" onClick={onDone}>
          {t('cancel')}
        </button>
        <button type="submit" className="button primary" disabled={!reason.trim() || propose.isPending}>
          {t('history.propose')}
        </button>
      </div>
    </form>
  );
}
