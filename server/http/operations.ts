import { actualsOperations } from './operations/actuals.ts';
import { auditOperations } from './operations/audit.ts';
import { handlingOperations } from './operations/handling.ts';
import { meetingsOperations } from './operations/meetings.ts';
import { monitoringOperations } from './operations/monitoring.ts';
import type { Operation } from './operations/operation.ts';
import { papersOperations } from './operations/papers.ts';
import { peopleOperations } from './operations/people.ts';
import { plansOperations } from './operations/plans.ts';
import { rulesOperations } from './operations/rules.ts';
import { sessionOperations } from './operations/session.ts';
import { systemOperations } from './operations/system.ts';

/** Every operation, in the order of the readable page. A test holds it against the routes that are mounted. */
export const operations: readonly Operation[] = [
  ...sessionOperations,
  ...peopleOperations,
  ...plansOperations,
  ...actualsOperations,
  ...monitoringOperations,
  ...handlingOperations,
  ...meetingsOperations,
  ...papersOperations,
  ...rulesOperations,
  ...systemOperations,
  ...auditOperations,
];
