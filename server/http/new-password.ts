import { listDepartments } from '#db/queries/departments.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import { faultOf } from '../access/passwords.ts';
import { HttpError } from './errors.ts';

/** Refuses a new password that a guesser would try first, or that is the one before; says what would be right. */
export async function refusePassword(
  db: Db,
  next: string,
  { username, name }: { username: string; name: string },
  current: string,
): Promise<void> {
  const bureaus = await listDepartments(db);
  const fault =
    next === current
      ? { code: 'same_password', message: said('与当前密码相同，请另选一个', 'The same as the current one') }
      : await faultOf(next, [username, name, ...bureaus.map((bureau) => bureau.name)]);
  if (!fault) return;
  const { code, message } = fault;
  throw new HttpError(422, code, said(`新密码${message.zh}`, `New password: ${message.en}`), [
    { pointer: '/next', code, message },
  ]);
}
