import { type Said, said } from '#shared/language.ts';

/** What a plan document may come as. */
export type DocumentKind = 'txt' | 'docx' | 'xlsx' | 'pdf';

/** A document as the lines that a plan is read from, whatever it came as. */
export interface SourceDocument {
  kind: DocumentKind;
  /** One line a paragraph or table row; the cells of a row have tabs between them. */
  text: string;
  /** Where each line stands in the file, in a person's words (表3 第5行); null where there is none to say. */
  places: (Said | null)[] | null;
  /** What was left out and has to be seen, such as a hidden sheet. */
  notes: SourceNote[];
}

export interface SourceNote {
  line: number;
  code: string;
  message: Said;
}

/** Why a file is not read. It is the sender's to mend, and says how. */
export class DocumentRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly said: Said;

  constructor(status: number, code: string, zh: string, en: string) {
    super(en);
    this.status = status;
    this.code = code;
    this.said = said(zh, en);
  }
}

/** The text of a plan is some tens of kilobytes; a thousand times that is no plan. */
export const mostText = 8 * 1024 * 1024;

export function tooLong(): DocumentRefused {
  return new DocumentRefused(
    413,
    'too_large',
    '文件里的文字超过 8 MB，不像一份绩效文本；请只上传文本本身。',
    'The document holds more than 8 MB of text: that is no plan. Send only the plan itself.',
  );
}

/** A file that cannot be opened although its kind is right. */
export function damaged(what: string, whatEn = what): DocumentRefused {
  return new DocumentRefused(
    422,
    'corrupt',
    `${what} 文件已损坏或不完整，无法打开；请在原软件中打开检查，另存一份后重新上传。`,
    `The ${whatEn} file is damaged or incomplete. Open it where it was made, save it again, and send that.`,
  );
}

export function passwordProtected(): DocumentRefused {
  return new DocumentRefused(
    422,
    'password_protected',
    '文件设有打开密码，无法读取；请先取消密码再上传。',
    'The file is protected by a password. Take the password off, then send it again.',
  );
}
