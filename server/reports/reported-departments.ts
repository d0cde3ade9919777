import type { Database } from '#db/open.ts';
import { type DepartmentTextRow, departmentTexts } from '#db/queries/department-texts.ts';
import { departmentTargets, planSource } from '#db/queries/department-words.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { lastDayOf } from '#shared/calendar.ts';
import type { DepartmentMonitoringText, DepartmentSelfEvaluationText } from '#shared/department-texts.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { readDepartmentGoals } from '../intake/documents/department-goals.ts';
import type { Sight } from '../sight.ts';
import type { DepartmentWritten, ReportedDepartment } from './department-forms.ts';
import { loadReported, monitoringPeriod, type PaperDays } from './reported-projects.ts';

/** Departments with the first part of their plans, all their projects, and what was written into their forms. */
export async function loadDepartments(
  { db, cache, sight }: { db: Database; cache: PlanCache; sight: Sight },
  departments: readonly { id: string; code: string; name: string }[],
  days: PaperDays,
): Promise<ReportedDepartment[]> {
  const { year, asOf, knownAt } = days;
  const of = departments.map(({ id }) => id);
  const ids = (await yearProjects(db.read, year, of)).filter(sight.knows);
  const projects = await loadReported(db, cache, ids, days, sight);
  return await Promise.all(
    departments.map(async ({ id, code, name }) => {
      const asked = { departmentId: id, year, asOf, knownAt };
      const own = projects.filter(({ snapshot }) => snapshot.plan.department.id === id);
      const versions = new Map(own.map(({ snapshot: { plan } }) => [plan.projectId, plan.version]));
      return {
        department: { code, name },
        goals: readDepartmentGoals(await planSource(db.read, asked)),
        targets: await departmentTargets(db.read, asked, versions),
        projects: own,
        written: await writtenOf(db, id, days),
        asOf,
      };
    }),
  );
}

/** Said of the whole department, not of one indicator. */
export const ofWhole = 'department';

async function writtenOf(db: Database, departmentId: string, days: PaperDays): Promise<DepartmentWritten> {
  const { year, knownAt } = days;
  const [monitoring, selfEvaluation] = await Promise.all([
    departmentTexts(
      db.read,
      { departmentId, year, paper: 'monitoring', period: monitoringPeriod(days) },
      knownAt,
    ),
    departmentTexts(
      db.read,
      { departmentId, year, paper: 'self-evaluation', period: lastDayOf(year) },
      knownAt,
    ),
  ]);
  return {
    monitoring: bySubject<DepartmentMonitoringText>(monitoring),
    selfEvaluation: bySubject<DepartmentSelfEvaluationText>(
      selfEvaluation.filter(({ subject }) => subject !== ofWhole),
    ),
    goals: bySubject<{ goals: string | null }>(selfEvaluation).get(ofWhole),
  };
}

function bySubject<Text>(rows: readonly DepartmentTextRow[]) {
  return new Map(rows.map(({ subject, body, at, by }) => [subject, { text: body as Text, at, by }]));
}
