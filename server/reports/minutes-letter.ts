import { longDay } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import type { MeetingMinutes } from '#shared/meeting.ts';
import type { Block, Letter } from './letter.ts';
import { head, label, text } from './paper-cells.ts';

/** 会议纪要 as a bureau files it: who met when, what was said, what was decided of each item, and room to sign. */
export function minutesLetter(minutes: MeetingMinutes, language: Language, made: string): Letter {
  const zh = language === 'zh';
  const { heldOn, place, chair, recorder, attendees, overall, items, previous } = minutes;
  const blank = '＿＿＿＿＿＿＿＿';
  const named = (name: [string, string], value: string): Block => ({
    name: zh ? `${name[0]}：` : `${name[1]}: `,
    value: value || blank,
  });
  return {
    blocks: [
      {
        title: minutes.title,
        ...(minutes.draft && { below: zh ? '（会议未结束，草稿）' : '(draft: the meeting is open)' }),
      },
      named(['时间', 'Held on'], heldOn === null ? '' : zh ? longDay(heldOn) : heldOn),
      named(['地点', 'Place'], place),
      named(['主持', 'Chair'], chair),
      named(['参会', 'Present'], attendees),
      named(['记录', 'Minutes by'], recorder),
      { heading: zh ? '一、总体情况' : 'I. Overall', level: 1 },
      ...overall.map((one): Block => ({ text: one })),
      { heading: zh ? '二、逐项议定' : 'II. What was decided', level: 1 },
      ...items.flatMap((item, at) => itemBlocks(item, at + 1, zh)),
      { heading: zh ? '三、上次议定事项落实情况' : 'III. What became of earlier decisions', level: 1 },
      ...previousBlocks(previous, zh),
      {
        signed: zh
          ? [`主持人签字：${blank}`, `记录人签字：${blank}`, '　　　　年　　月　　日']
          : [`Chair: ${blank}`, `Minutes by: ${blank}`, `Date: ${blank}`],
      },
      { small: made },
    ],
  };
}

function itemBlocks(item: MeetingMinutes['items'][number], number: number, zh: boolean): Block[] {
  const { title, statement, decision, actions } = item;
  return [
    { heading: `${zh ? `（${chineseNumber(number)}）` : `${number}. `}${title}`, level: 2 },
    ...(statement ? [{ text: zh ? `责任人说明：${statement}` : `Statement: ${statement}` }] : []),
    {
      text: decision
        ? `${zh ? '议定：' : 'Decided: '}${decision}`
        : zh
          ? '会议听取了情况，未作处置。'
          : 'It was heard; nothing was decided.',
    },
    ...(actions.length > 0 ? [actionTable(actions, zh)] : []),
  ];
}

function actionTable(actions: MeetingMinutes['items'][number]['actions'], zh: boolean): Block {
  const names = zh ? ['序号', '议定事项', '责任人', '完成时限'] : ['No.', 'Action', 'Who', 'By'];
  return {
    table: {
      widths: [6, 50, 14, 14],
      rows: [
        names.map((name, at) => head(at, 1, name)),
        ...actions.map(({ what, who, by }, at) => [
          label(0, 1, String(at + 1)),
          text(1, 1, what),
          label(2, 1, who),
          label(3, 1, by),
        ]),
      ],
      repeats: { from: 0, count: 1 },
    },
  };
}

function previousBlocks(previous: MeetingMinutes['previous'], zh: boolean): Block[] {
  if (previous.length === 0) return [{ text: zh ? '没有上次议定的事项。' : 'Nothing was decided before.' }];
  const names = zh
    ? ['序号', '议定事项', '责任人', '完成时限', '落实情况', '办理结果']
    : ['No.', 'Action', 'Who', 'By', 'State', 'Result'];
  const done = previous.filter(({ state }) => state === '已办结' || state === 'done').length;
  return [
    {
      text: zh ? `共${previous.length}件，已办结${done}件。` : `${previous.length} in all, ${done} done.`,
    },
    {
      table: {
        widths: [6, 34, 11, 12, 11, 24],
        rows: [
          names.map((name, at) => head(at, 1, name)),
          ...previous.map(({ what, project, who, by, state, result }, at) => [
            label(0, 1, String(at + 1)),
            text(1, 1, project ? `${project}${zh ? '：' : ': '}${what}` : what),
            label(2, 1, who),
            label(3, 1, by),
            label(4, 1, state),
            text(5, 1, result),
          ]),
        ],
        repeats: { from: 0, count: 1 },
      },
    },
  ];
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 as headings are numbered: 一, 十二, 三十. */
export function chineseNumber(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return digits[ones] ?? '';
  if (tens > 9) return String(number);
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${digits[ones] ?? ''}`;
}
