import type { Db } from '../schema.ts';

/** Every department that any plan names, in the order of codes. */
export async function listDepartments(db: Db): Promise<{ id: string; code: string; name: string }[]> {
  return await db.selectFrom('department').select(['id', 'code', 'name']).orderBy('code').execute();
}
