import { useTranslation } from 'react-i18next';
import { RequestProblem } from '../data/request.ts';
import { useProblemText } from './Wrong.tsx';

/** A write that was refused: why, and that nothing was stored. Rows that a form cannot place are listed. */
export function WriteProblem({ error, rows = true }: { error: Error | null; rows?: boolean }) {
  const { t } = useTranslation();
  const what = useProblemText(error);
  if (!error) return null;
  const unknown = error instanceof RequestProblem && error.status === 0;
  const saysSo = /没有写入|nothing (was|has been) (stored|written)|stored nothing/i.test(what);
  const named = error instanceof RequestProblem && rows ? error.rows : [];
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{what}</strong> {unknown && t('wrong.perhaps')}
        {!unknown && !saysSo && t('wrong.safeWrite')} {t('wrong.kept')}
      </p>
      {named.length > 0 && (
        <ul>
          {named.slice(0, 20).map((row) => (
            <li key={`${row.row ?? ''}${row.pointer ?? ''}${row.message}`}>
              {row.row !== undefined && <span className="muted">{t('import.row', { row: row.row })} </span>}
              {row.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
