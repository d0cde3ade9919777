import type { Question, Reading } from '#shared/reading.ts';

/** What a project without a code is asked for; blocks, for a project is known by its code. */
export function codeQuestion(line: number, name: string): Question {
  return {
    id: `code/${line}`,
    blocks: true,
    line,
    subject: name || `第${line}行`,
    message: `“${name || `第${line}行的项目`}”没有项目编码，请填写；确无编码的请自编，不与其他项目重复。`,
    choices: [],
  };
}

/** What a project without a name is asked for. */
export function nameQuestion(line: number, code: string): Question {
  return {
    id: `name/${line}`,
    blocks: true,
    line,
    subject: code || `第${line}行`,
    message: `${code || `第${line}行的项目`}没有项目名称，请填写。`,
    choices: [],
  };
}

/** Asked once for all tables above which no unit stands. */
export function unitQuestion(line: number, tables: number): Question {
  return {
    id: `unit/${line}`,
    blocks: true,
    line,
    subject: '金额单位',
    message: `有${tables}个项目没有写明金额单位（如“单位：万元”），暂按万元读，金额是万元还是元？`,
    choices: ['万元', '元'],
  };
}

/** Asked where no budget year is to be found; the years that the text does name are the choices. */
export function yearQuestion(line: number, years: number[]): Question {
  return {
    id: `year/${line}`,
    blocks: true,
    line,
    subject: '预算年度',
    message: '没有找到预算年度（如“2023年部门预算”），这是哪一年的绩效文本？',
    choices: years.map((year) => `${year}年`),
  };
}

/** Asked where the unit that drew the document up has no code; its plan can stand without. */
export function departmentQuestion(line: number, { department }: Pick<Reading, 'department'>): Question {
  return {
    id: `department/${line}`,
    blocks: false,
    line,
    subject: '单位代码',
    message: `没有找到单位代码，请填写，如“435001 ${department.name || '某局本级'}”。`,
    choices: [],
  };
}
