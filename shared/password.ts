import { type Said, said } from './language.ts';

/** So many characters a password has at least: what NIST and ASVS ask where it may be the only factor in use. */
export const shortestPassword = 12;
/** A whole sentence fits; more would only make hashing a way to keep the server busy. */
export const longestPassword = 200;
/** So much of a password must be its owner's own, beside the names that anyone would try. */
const ownPart = 6;

/** What a password is held against. */
export interface PasswordContext {
  /** Names that anyone would try: the user's, the bureau's. The product's own are added. */
  names: readonly (string | null | undefined)[];
  /** Whether a text, in small letters, is on the list of common passwords. */
  isCommon: (text: string) => boolean;
}

/**
 * The form in which passwords are compared and hashed: the same characters typed on another keyboard, full
 * width or composed otherwise, are the same password.
 */
export function asTyped(password: string): string {
  return password.normalize('NFKC');
}

/**
 * What is wrong with a new password and what would be right; undefined where it may be used. Length counts,
 * not a mixture of kinds of characters: every character is welcome, blanks and Chinese with them. Refused are
 * those that a guesser tries first: common ones, with a year or a mark after them too, names of the user, the
 * bureau and the product, one character or piece over and over, and runs such as abcdefgh.
 */
export function passwordFault(
  password: string,
  { names, isCommon }: PasswordContext,
): { code: string; message: Said } | undefined {
  const typed = asTyped(password);
  const length = [...typed].length;
  if (length < shortestPassword) return fault('too_short', tooShort(length));
  if (length > longestPassword) return fault('too_long', tooLong);
  const text = typed.toLowerCase();
  const piece = smallestPiece(text);
  if (piece.length < ownPart || isRun(text)) return fault('repetitive', repetitive);
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if ([text, piece, core].some((part) => part !== '' && isCommon(part))) return fault('common', common);
  const named = [...names, 'duibiao', '对标'].flatMap((name) => (name ? [asTyped(name).toLowerCase()] : []));
  const longestFirst = named.filter((name) => name.length >= 2).sort((a, b) => b.length - a.length);
  const found = longestFirst.find((name) => text.includes(name));
  let left = text;
  for (const name of longestFirst) left = left.replaceAll(name, '');
  if (found !== undefined && [...left].length < ownPart) return fault('named', namedAfter(found));
  return undefined;
}

function fault(code: string, message: Said) {
  return { code, message };
}

const tooShort = (length: number) =>
  said(
    `太短：现有${length}个字符，至少要${shortestPassword}个；几个不相干的词连起来就好记。`,
    `Too short: it has ${length} characters and needs at least ${shortestPassword}; some unrelated words in a row are easy to remember.`,
  );
const tooLong = said(
  `太长：最多${longestPassword}个字符。`,
  `Too long: at most ${longestPassword} characters.`,
);
const repetitive = said(
  '只是同一段字符的重复或顺序排列，很容易被猜中；请换成几个不相干的词。',
  'It is one piece over and over, or a run of characters, and quickly guessed; use some unrelated words.',
);
const common = said(
  '这是常见密码（或常见密码加数字、符号），会最先被试；请换成几个不相干的词。',
  'It is a common password, perhaps with digits or marks added, and tried first; use some unrelated words.',
);
const namedAfter = (name: string) =>
  said(
    `主要由“${name}”这样的名称构成，很容易被猜中；名称之外至少还要有${ownPart}个字符。`,
    `It is mostly the name "${name}" and quickly guessed; beside names it needs at least ${ownPart} characters.`,
  );

/** The piece that a text is made of by repeating it; the text itself where it repeats none. */
function smallestPiece(text: string): string {
  for (let size = 1; size <= text.length / 2; size++) {
    const piece = text.slice(0, size);
    if (piece.repeat(Math.ceil(text.length / size)).slice(0, text.length) === text) return piece;
  }
  return text;
}

/** Whether each character follows the one before it, up or down, the 0 after the 9 with them. */
function isRun(text: string): boolean {
  const steps = [...text].map((character, at) => {
    const step = character.charCodeAt(0) - text.charCodeAt(at - 1);
    return step === -9 || step === 9 ? -step / 9 : step;
  });
  const [, first] = steps;
  return (first === 1 || first === -1) && steps.slice(1).every((step) => step === first);
}
