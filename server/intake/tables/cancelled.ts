import { said } from '#shared/language.ts';
import { HttpError } from '../../http/errors.ts';

/** What an import ends with that was told to stop, or given up by another server. */
export function cancelled(): HttpError {
  return new HttpError(
    409,
    'cancelled',
    said('导入已取消，没有写入任何数据。', 'The import was cancelled; nothing was stored.'),
  );
}
