/** What the first part of a plan says of the department as a whole: 总体绩效目标, and the goal of each part under its heading. */
export interface DepartmentGoals {
  overall: string;
  parts: { subject: string; goal: string }[];
}

const overallHeading = /^(?:[一二三四五六七八九十]+\s*[、.．]\s*)?(?:部门)?(?:总体|整体)绩效目标\s*[:：]?$/;
const chapter = /^[一二三四五六七八九十]+\s*[、.．]/;
const part = /^[(（]\s*[一二三四五六七八九十]+\s*[)）]\s*(.*)$/;
const goal = /^(?:分项)?绩效目标\s*[:：]\s*(.*)$/;

/**
 * The goals of the department in the text of a plan; empty where the plan has no such part. A line of the table of
 * contents, with its page number, is no heading.
 */
export function readDepartmentGoals(source: string): DepartmentGoals {
  let overall = '';
  const parts: DepartmentGoals['parts'] = [];
  let subject = '';
  let open: 'overall' | 'part' | undefined;
  for (const line of source.split('\n').map((one) => one.trim())) {
    if (line.includes('\t') || line.startsWith('第二部分')) open = undefined;
    else if (overallHeading.test(line)) open = 'overall';
    else if (chapter.test(line)) [subject, open] = ['', undefined];
    else if (part.test(line)) [subject, open] = [part.exec(line)?.[1]?.trim() ?? '', undefined];
    else if (goal.test(line) && subject !== '') {
      parts.push({ subject, goal: goal.exec(line)?.[1] ?? '' });
      open = 'part';
    } else if (line === '' || /^绩效指标/.test(line)) open = line === '' ? open : undefined;
    else if (open === 'overall') overall += line;
    else if (open === 'part') {
      const last = parts.at(-1);
      if (last) last.goal += line;
    }
  }
  return { overall, parts };
}
