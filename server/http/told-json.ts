import type { Language } from '#shared/language.ts';

/**
 * Kept JSON as a reader of one language is told it, in pieces of about a length or longer: wherever something was said in both languages
 * (`{"zh":…,"en":…}`, as `said` makes it) stands the text of one. Nothing is parsed: a plan of a thousand projects
 * is megabytes. What a document or a person wrote cannot be taken for it, for inside a text the quotes are escaped.
 */
export function* toldPieces(json: string, language: Language, length: number): Generator<string> {
  let from = 0;
  let piece = '';
  for (const match of json.matchAll(bothLanguages)) {
    piece += json.slice(from, match.index) + (match.groups?.[language] ?? '');
    from = match.index + match[0].length;
    if (piece.length < length) continue;
    yield piece;
    piece = '';
  }
  yield piece + json.slice(from);
}

const bothLanguages = /\{"zh":(?<zh>"[^"\\]*(?:\\.[^"\\]*)*"),"en":(?<en>"[^"\\]*(?:\\.[^"\\]*)*")\}/g;
