/**
 * The cells of a block copied from a spreadsheet, row by row, trimmed. A cell with a line break, a tab or a quote in
 * it comes in quotes, with its own quotes doubled: it stays one cell, and its line breaks become spaces. A quote that
 * no quote closes before the end of a cell is an ordinary one. Empty lines at the end are none.
 * @example
 * pastedCells('A-1\t"线路费\n二季度"\nA-2\t短信') // [['A-1', '线路费 二季度'], ['A-2', '短信']]
 */
export function pastedCells(text: string): string[][] {
  const block = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(/\n+$/, '');
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y;
  for (let at = 0; at <= block.length; at = cell.lastIndex + 1) {
    cell.lastIndex = at;
    const [whole, quoted] = cell.exec(block) ?? [''];
    rows.at(-1)?.push((quoted?.replaceAll('""', '"').replaceAll(/\s*\n\s*/g, ' ') ?? whole).trim());
    if (block[cell.lastIndex] === '\n') rows.push([]);
  }
  return rows;
}
