import { type Said, said, saidOf, type Told, toldIn } from '#shared/language.ts';

/** What stands for the name of a project that has none. */
export function lineNamed(line: number): Said {
  return said(`第${line}行`, `Line ${line}`);
}

/** What a question about a part of a project has for its subject: `CODE/budget`. */
export function subjectOf(project: Told, part: string): Told {
  if (typeof project === 'string') return `${project}/${part}`;
  return saidOf((language) => `${project[language]}/${part}`);
}

/** A subject after its project is called otherwise; that of another project stays. */
export function renamedSubject(subject: Told, before: Told, after: Told): Told {
  const own = `${toldIn(before, 'zh')}/`;
  const whole = toldIn(subject, 'zh');
  return whole.startsWith(own) ? subjectOf(after, whole.slice(own.length)) : subject;
}
