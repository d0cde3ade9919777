import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { listDepartments } from '#db/queries/departments.ts';
import { requireAdmin } from './people.ts';

/** /api/v1/departments: what roles and tokens may be bound to. */
export function departmentRoutes({ db }: { db: Database }): Router {
  const router = Router();
  router.get('/', requireAdmin, async (_, res) => {
    const items = (await listDepartments(db.read)).map(({ code, name }) => ({ code, name }));
    res.json({ items, nextCursor: null, total: items.length });
  });
  return router;
}
