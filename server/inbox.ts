import type { Mine } from '#db/queries/inbox.ts';
import { projectsWithin } from '#db/queries/reach.ts';
import type { Db } from '#db/schema.ts';
import type { Person } from '#shared/rights.ts';

/** What alerts are for somebody to act on: those of the own projects and sections; of 财务 also what nobody owns. */
export async function mineOf(db: Db, { username, name, grants }: Person): Promise<Mine> {
  const names = [...new Set([username, name])];
  const heads = grants.filter(({ role }) => role === 'section_head');
  const sections = heads.flatMap(({ section }) => section ?? names);
  const rows = await projectsWithin(db, { departments: [], names, sections, username });
  const isHeaded = (section: string | null, department: string) =>
    heads.some(
      (grant) =>
        (grant.department === null || grant.department === department) &&
        section !== null &&
        (grant.section === null ? names.includes(section) : grant.section === section),
    );
  const own = rows.filter(
    ({ owner, people = [], section, department }) =>
      (owner !== null && names.includes(owner)) || people.length > 0 || isHeaded(section, department),
  );
  return {
    names,
    projects: own.map(({ id }) => id),
    ownerless: grants.some(({ role }) => role === 'finance'),
  };
}
