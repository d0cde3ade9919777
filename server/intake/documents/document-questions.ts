import { said } from '#shared/language.ts';
import type { Question, Reading } from '#shared/reading.ts';
import { lineNamed } from './subject.ts';

/** What a project without a code is asked for; blocks, for a project is known by its code. */
export function codeQuestion(line: number, name: string): Question {
  return {
    id: `code/${line}`,
    blocks: true,
    line,
    subject: name || lineNamed(line),
    message: said(
      `“${name || `第${line}行的项目`}”没有项目编码，请填写；确无编码的请自编，不与其他项目重复。`,
      `${name ? `“${name}”` : `The project on line ${line}`} has no code (项目编码). Enter it; if there is none, make one up that no other project has.`,
    ),
    choices: [],
  };
}

/** What a project without a name is asked for. */
export function nameQuestion(line: number, code: string): Question {
  return {
    id: `name/${line}`,
    blocks: true,
    line,
    subject: code || lineNamed(line),
    message: said(
      `${code || `第${line}行的项目`}没有项目名称，请填写。`,
      `${code ? `Project “${code}”` : `The project on line ${line}`} has no name. Enter it.`,
    ),
    choices: [],
  };
}

/** Asked once for all tables above which no unit stands. */
export function unitQuestion(line: number, tables: number): Question {
  return {
    id: `unit/${line}`,
    blocks: true,
    line,
    subject: said('金额单位', 'Unit of the amounts'),
    message: said(
      `有${tables}个项目没有写明金额单位（如“单位：万元”），暂按万元读，金额是万元还是元？`,
      `${tables === 1 ? 'One project states' : `${tables} projects state`} no unit for amounts (such as “单位：万元”). Read as 10,000 yuan for now: are they in 10,000 yuan (万元) or in yuan (元)?`,
    ),
    choices: [said('万元', '10,000 yuan'), said('元', 'yuan')],
  };
}

/** Asked where no budget year is to be found; the years that the text does name are the choices. */
export function yearQuestion(line: number, years: number[]): Question {
  return {
    id: `year/${line}`,
    blocks: true,
    line,
    subject: said('预算年度', 'Budget year'),
    message: said(
      '没有找到预算年度（如“2023年部门预算”），这是哪一年的绩效文本？',
      'No budget year was found (such as “2023年部门预算”). Which year is this plan for?',
    ),
    choices: years.map((year) => said(`${year}年`, String(year))),
  };
}

/** Asked where the unit that drew the document up has no code; its plan can stand without. */
export function departmentQuestion(line: number, { department }: Pick<Reading, 'department'>): Question {
  return {
    id: `department/${line}`,
    blocks: false,
    line,
    subject: said('单位代码', 'Code of the unit'),
    message: said(
      `没有找到单位代码，请填写，如“435001 ${department.name || '某局本级'}”。`,
      `No code of the unit was found. Enter it, such as “435001 ${department.name || '某局本级'}”.`,
    ),
    choices: [],
  };
}
