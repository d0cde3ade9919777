import type { Wide } from './wide.ts';

/** The texts of the tour of the overview: they come with it, not with the first page. */
export const tourZh = {
  tour: {
    next: '下一步',
    back: '上一步',
    leave: '不看了',
    done: '看完了',
    timeline: {
      title: '看哪一天',
      text: '拖动圆点，或用左右方向键逐个节点移动，整页都回到那一天的情况。再按“回到今天”返回。',
    },
    sentences: {
      title: '先读这两句',
      text: '一句说钱，一句说绩效：到最近的节点差多少，主要差在哪里。下面的每个数都能点开，看它由什么组成。',
    },
    projects: {
      title: '差得最多的排在最前',
      text: '每个项目四盏灯，分开看，不相抵。形状和颜色同义：■严重，▲预警，●正常，▨未报。整行可以点开。',
    },
    feed: {
      title: '刚刚发生的',
      text: '新预警、解除、签收都在这里，不用刷新。点开一条，就能看到依据，签收并作出承诺。',
    },
    entry: {
      title: '录入',
      text: '凭证和完成值在这里录入，可以从 Excel 整块粘贴，也可以导入文件。录入后评估随即进行。',
    },
  },
} as const;

export type TourTexts = Wide<typeof tourZh>;

export const tourEn: TourTexts = {
  tour: {
    next: 'Next',
    back: 'Back',
    leave: 'Leave',
    done: 'Done',
    timeline: {
      title: 'Which day you look at',
      text: 'Drag the dot, or go from node to node with the left and right keys: the whole page shows that day. "Back to today" returns.',
    },
    sentences: {
      title: 'Read these two sentences first',
      text: 'One on the money, one on the results: how far off the last node is, and where. Every figure opens to what it is made of.',
    },
    projects: {
      title: 'The furthest behind stand first',
      text: 'Four lights a project, never blended. Shape and colour say the same: ■ critical, ▲ warning, ● on course, ▨ not reported. The whole row opens.',
    },
    feed: {
      title: 'What has just happened',
      text: 'Alerts that open, resolve or are acknowledged appear here by themselves. Open one for its reasons, to acknowledge it and to promise a day.',
    },
    entry: {
      title: 'Entry',
      text: 'Vouchers and values are entered here, also as a block pasted from Excel, or from a file. They are judged at once.',
    },
  },
};
