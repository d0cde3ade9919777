/** A phrase of a sentence: what is promised and its printed target; that is empty where no figure was found. */
export interface Phrase {
  name: string;
  printed: string;
  /** Where in the text it begins. */
  at: number;
}

const operators =
  '(?:不低于|不少于|不小于|不高于|不超过|不大于|大于或?等于|小于或?等于|达到|达|大于|高于|超过|小于|低于|少于|至少|控制在|保持在|接近于?|趋近于?|提高到?|提升|增长|降低|下降|减少|为)';
const figure = '\\d[\\d.,]*[^\\d]{0,8}';
const withFigure = new RegExp(
  `^(.*?[^\\d.\\s≥≤<>=])\\s*((?:${operators})*\\s*[≥≤<>=≧≦＞＜＝]{0,2}\\s*${figure}(?:(?<=[%\\d个次]\\s*)[-~—～至到]\\s*${figure})?)$`,
);
const dateFirst =
  /^(?:在|于)?((?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|末|份|[上中下]旬)?(?:之?前|以前)?)(?=\D{2,60}$)(.+)$/;

/**
 * The phrases of a sentence as names and targets. `A、B均达到99%` promises both; a phrase with more figures
 * than it can be given keeps all its words as a name, so that it is asked about.
 * @example
 * phrases('业务处理及时率达到100%，群众满意度达到99%。') // two
 */
export function phrases(text: string): Phrase[] {
  const found: Phrase[] = [];
  let waiting: Phrase[] = [];
  // The number of an item, 1、 among them, is no phrase; what follows stays where it is.
  const item = text.replace(/^\s*(?:\d{1,2}\s*、|[(（]\d{1,2}[)）]\s*、?)(?!\d)/, (mark) =>
    ' '.repeat(mark.length),
  );
  for (const { words, at, listed } of pieces(item)) {
    const phrase = { ...readPhrase(words), at };
    found.push(phrase);
    if (phrase.printed === '' && listed) {
      waiting.push(phrase);
      continue;
    }
    if (/[均都]$/.test(phrase.name)) for (const one of waiting) one.printed = phrase.printed;
    waiting = [];
  }
  return found.map((one) => ({ ...one, name: trimName(one.name) }));
}

/** The text between separators; `listed` where a 、 follows. A comma inside a number is none. */
function pieces(text: string): { words: string; at: number; listed: boolean }[] {
  const found: { words: string; at: number; listed: boolean }[] = [];
  let from = 0;
  const add = (to: number, listed: boolean) => {
    const raw = text.slice(from, to);
    const words = raw.trim();
    if (words !== '') found.push({ words, at: from + raw.indexOf(words), listed });
    from = to + 1;
  };
  for (const { 0: sign, index } of text.matchAll(/[，；;。、]|,(?!\d{3})/g)) add(index, sign === '、');
  add(text.length, false);
  return found;
}

function readPhrase(words: string): { name: string; printed: string } {
  const bare = words.replace(/^(?:\d{1,2}[.．)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])\s*/, '');
  // No phrase of a plan is longer; the pattern's time grows with the square of the length.
  if (bare.length > 300) return { name: bare, printed: '' };
  const [, date, what] = dateFirst.exec(bare) ?? [];
  if (date && what) return { name: what.trim(), printed: date };
  const [, name = bare, printed = ''] = withFigure.exec(bare) ?? [];
  if (/\d\s*[%％]/.test(name) || (printed === '' && /^\d/.test(bare) && !/\D{4}/.test(bare)))
    return { name: bare, printed: '' };
  return { name: name.trim(), printed: printed.trim() };
}

function trimName(name: string): string {
  return name.replace(/[:：]$/, '').replace(/(?<=.{2})[在均都应须将]+$/, '');
}
