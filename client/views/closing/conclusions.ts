import type { YearClosing } from '#shared/api.ts';

type Chosen = ReadonlyMap<string, string>;

/** What is concluded of each project: what was chosen, else what is offered. Chosen as nothing, nothing. */
export function chosenConclusions({ projects }: YearClosing, chosen: Chosen) {
  return projects.flatMap(({ code, suggested }) => {
    const conclusion = chosen.get(code) ?? suggested;
    return conclusion ? [{ projectCode: code, conclusion }] : [];
  });
}

/** The projects that still need a word before the year can be closed. */
export function missingConclusions(closing: YearClosing, chosen: Chosen): string[] {
  const said = new Set(chosenConclusions(closing, chosen).map(({ projectCode }) => projectCode));
  return closing.projects.filter(({ code, required }) => required && !said.has(code)).map(({ code }) => code);
}
