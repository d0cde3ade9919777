/** One thing that a row of the trail says: what it was, what it became. */
export interface DiffRow {
  path: string;
  before: string | null;
  after: string | null;
}

/** What is said of before and after side by side, one line for each value; what is the same in both is left out. */
export function diffRows(before: unknown, after: unknown): DiffRow[] {
  const [was, is] = [leaves(before), leaves(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths.flatMap((path) => {
    const row = { path, before: was.get(path) ?? null, after: is.get(path) ?? null };
    return row.before === row.after ? [] : [row];
  });
}

function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return found;
  if (typeof value !== 'object') {
    found.set(path, String(value));
    return found;
  }
  for (const [key, inner] of Object.entries(value)) {
    const name = Array.isArray(value) ? String(Number(key) + 1) : key;
    leaves(inner, path === '' ? name : `${path} › ${name}`, found);
  }
  return found;
}
