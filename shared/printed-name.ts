/** A printed name as one compares it: stray spaces (24 小时…), which nobody types again, and widths of characters aside. */
export function unspaced(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}

/** How alike two names are by the pairs of characters that they share: 1 for the same, 0 for nothing in common. */
export function likeness(a: string, b: string): number {
  const [of, other] = [pairsOf(unspaced(a)), pairsOf(unspaced(b))];
  const left = [...other];
  let shared = 0;
  for (const pair of of) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return of.length + other.length === 0 ? 0 : (2 * shared) / (of.length + other.length);
}

function pairsOf(text: string): string[] {
  const characters = [...text];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
