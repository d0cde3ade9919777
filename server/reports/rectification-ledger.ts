import type { AlertRow } from '#db/queries/alert-rows.ts';
import { isHandled } from '#shared/alert-kinds.ts';
import type { Language } from '#shared/language.ts';
import type { RectificationLedger } from '#shared/reports.ts';
import { showAlert } from '../show-alert.ts';
import type { Paper, PaperCell } from './paper.ts';
import { head, label, text } from './paper-cells.ts';
import { handlingNames, kindNames, severityNames } from './words.ts';

/**
 * 整改台账: every alert that asks somebody to act and that was ever taken in hand, also those that are closed
 * since. What is still open comes first, by the day promised; what nobody took in hand yet is no part of it.
 */
export function rectificationLedger(
  alerts: readonly AlertRow[],
  language: Language,
  today: string,
  decided: RectificationLedger['items'] = [],
): RectificationLedger {
  const taken = alerts.filter(({ kind, handled }) => isHandled(kind) && handled.measure !== null);
  const sorted = taken.toSorted(
    (a, b) => (a.projectCode ?? '').localeCompare(b.projectCode ?? '') || a.key.localeCompare(b.key),
  );
  const isOver = ({ resolvedOn }: RectificationLedger['items'][number]) => Number(resolvedOn !== null);
  const promised = ({ promisedOn }: RectificationLedger['items'][number]) => promisedOn ?? '9999';
  const alertRows = sorted.map((row): RectificationLedger['items'][number] => {
    const { explanation, owner } = showAlert(row, language, today);
    const { cause, measure, promisedOn, result } = row.handled;
    return {
      origin: 'alert',
      project: row.projectName ?? '',
      kind: kindNames[row.kind][language],
      period: row.period,
      severity: severityNames[row.severity][language],
      text: explanation.text,
      since: row.since,
      owner,
      cause,
      measure,
      promisedOn,
      result,
      state: handlingNames[row.handling][language],
      resolvedOn: row.resolvedOn,
    };
  });
  return {
    items: [...alertRows, ...decided].toSorted(
      (a, b) => isOver(a) - isOver(b) || promised(a).localeCompare(promised(b)),
    ),
  };
}

/** The ledger on paper, A4 across. */
export function ledgerPaper({ items }: RectificationLedger, made: string): Paper {
  const names = [
    '序号',
    '项目',
    '问题',
    '程度',
    '发现日',
    '责任人',
    '偏差原因',
    '整改措施',
    '承诺完成日',
    '整改结果',
    '状态',
    '解除日',
  ];
  const rows: PaperCell[][] = items.map((one, at) => [
    label(0, 1, String(at + 1)),
    text(1, 1, one.project),
    text(2, 1, `${one.kind}：${one.text}`),
    label(3, 1, one.severity),
    label(4, 1, one.since),
    label(5, 1, one.owner),
    label(6, 1, one.cause ?? ''),
    text(7, 1, one.measure),
    label(8, 1, one.promisedOn ?? ''),
    text(9, 1, one.result),
    label(10, 1, one.state),
    label(11, 1, one.resolvedOn ?? ''),
  ]);
  return {
    name: '整改台账',
    title: '预算绩效整改台账',
    above: ['', `共${items.length}项`],
    widths: [5, 18, 42, 7, 11, 9, 12, 24, 11, 22, 8, 11],
    rows: [names.map((name, at) => head(at, 1, name)), ...rows],
    repeats: { from: 0, count: 1 },
    below: [made],
    orientation: 'landscape',
  };
}
