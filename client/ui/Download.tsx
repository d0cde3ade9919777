import { useMutation } from '@tanstack/react-query';
import { download } from '../data/download.ts';
import { WriteProblem } from './WriteProblem.tsx';

/** A file to fetch and keep; what went wrong is said beside the button. */
export function Download({ path, children, label }: { path: string; children: string; label?: string }) {
  const get = useMutation({ mutationFn: () => download(path) });
  return (
    <>
      <button
        type="button"
        className="button small"
        aria-label={label}
        disabled={get.isPending}
        onClick={() => get.mutate()}
      >
        {children}
      </button>
      <WriteProblem error={get.error} rows={false} />
    </>
  );
}
