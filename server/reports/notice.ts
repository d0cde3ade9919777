import type { Alert } from '#shared/alert.ts';
import { longDay } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import type { AlertNotice } from '#shared/reports.ts';
import { addWorkingDays } from '#shared/working-days.ts';
import type { Paper } from './paper.ts';
import { text } from './paper-cells.ts';
import { kindNames } from './words.ts';

/** So many working days an owner has to acknowledge, as escalation (督办) counts them. */
const answerDays = 5;

/**
 * 提示函 of an alert that is at most 提示; 整改通知书 of one that is critical, under 督办, or past its promise. It
 * says what is off with the arithmetic, what is asked and by when; `on` is the day it is written.
 */
export function alertNotice(
  alert: Alert,
  { department, on, language }: { department: string; on: string; language: Language },
): AlertNotice {
  const zh = language === 'zh';
  const isStrict =
    alert.severity === 'critical' ||
    (alert.level !== undefined && alert.level !== 'remind') ||
    alert.promise === 'missed';
  const by = longDay(addWorkingDays(on, answerDays));
  const project = alert.projectName ?? department;
  const problem = `${kindNames[alert.kind][language]}${zh ? '：' : ': '}${alert.explanation.text}`;
  const missed = alert.promise === 'missed' && alert.promisedOn;
  const paragraphs = zh
    ? [
        `你（股室）承担的“${project}”项目，经与${alert.year}年绩效预算对照，截至${longDay(on)}存在下列偏差：`,
        problem,
        ...(missed ? [`此前承诺于${longDay(missed)}前完成，至今未完成。`] : []),
        isStrict
          ? `请于${by}前签收本通知，查明原因，提出整改措施和完成时限，并按期报送整改结果。整改到位并经核实后予以销号。`
          : `请于${by}前核实情况并签收，说明原因、拟采取的措施和完成时间。`,
      ]
    : [
        `The project ${project}, held against the performance budget of ${alert.year}, shows the following deviation as of ${on}:`,
        problem,
        ...(missed ? [`It was promised for ${missed} and is not done.`] : []),
        isStrict
          ? `Please acknowledge this notice by ${addWorkingDays(on, answerDays)}, find the cause, say what will be done by when, and report the result in time. It is closed once the result has been verified.`
          : `Please look into it and acknowledge by ${addWorkingDays(on, answerDays)}, with the cause, the measure and the day by which it will be done.`,
      ];
  return {
    kind: isStrict ? 'rectification' : 'reminder',
    title: isStrict ? (zh ? '整改通知书' : 'Rectification notice') : zh ? '提示函' : 'Reminder',
    to: alert.section ? `${alert.section} ${alert.owner}` : alert.owner,
    project,
    paragraphs,
    from: department,
    on,
  };
}

/** The notice on paper, A4 upright: to whom, what, from whom and when. */
export function noticePaper({ title, to, paragraphs, from, on }: AlertNotice, made: string): Paper {
  const lines = [`${to}：`, ...paragraphs.map((one) => `　　${one}`)];
  return {
    name: title,
    title,
    above: ['', '编号：＿＿＿＿＿＿'],
    widths: [46, 46],
    rows: [
      ...lines.map((line) => [{ ...text(0, 2, line), bare: true as const }]),
      [
        { ...text(0, 1, '联系人：＿＿＿＿＿　电话：＿＿＿＿＿'), bare: true as const },
        { ...text(1, 1, `${from}\n${longDay(on)}`), set: 'figure', bare: true as const },
      ],
    ],
    repeats: { from: 0, count: 0 },
    below: [made],
    orientation: 'portrait',
  };
}
