import { Parser } from 'htmlparser2';

/** Stands in front of every number that is written out, so that items which followed each other still do. */
export const numberMark = '\ue010';

/** A level of a numbering as Word defines it. */
interface Level {
  start: number;
  format: string;
  /** `（%1）`: each %n stands for the count of the n-th level. */
  text: string;
  /** Counts of levels above are written in plain figures too. */
  legal: boolean;
}

interface Numbering {
  /** Which list a number belongs to, and where its levels start when it is first used. */
  lists: Map<string, { list: string; starts: Map<number, number> }>;
  levels: Map<string, Map<number, Level>>;
  /** The numbering that a style brings along. */
  styles: Map<string, { number: string | undefined; level: number; basedOn: string | undefined }>;
}

/**
 * A Word document's text with the automatic numbers of its paragraphs written out, as they are seen on paper:
 * （一）, 第二部分, 1.2. Word keeps only how to count. The document as it is, where nothing is counted.
 */
export function withWrittenNumbers(document: string, numbering: string, styles: string): string {
  if (!numbering.includes('w:abstractNum')) return document;
  const counted = numberingOf(numbering, styles);
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  const changes: { at: number; to: number; put: string }[] = [];
  for (const paragraph of paragraphsOf(document)) {
    const { number, level } = styled(paragraph, counted);
    const own = counted.lists.get(number ?? '');
    const format = own && counted.levels.get(own.list)?.get(level);
    if (!number || !own || !format || format.format === 'bullet') continue;
    const count = counts.get(own.list) ?? [];
    counts.set(own.list, count);
    const start = begun.has(`${number} ${level}`) ? undefined : own.starts.get(level);
    begun.add(`${number} ${level}`);
    count[level] = start ?? (count[level] === undefined ? format.start : count[level] + 1);
    count.length = level + 1;
    const levels = counted.levels.get(own.list);
    const mark = format.text.replace(/%(\d)/g, (_, nth: string) => {
      const at = Number(nth) - 1;
      const one = levels?.get(at);
      return numeral(
        count[at] ?? one?.start ?? 1,
        format.format === 'none' ? 'none' : format.legal ? 'decimal' : (one?.format ?? 'decimal'),
      );
    });
    changes.push(...written(paragraph, mark));
  }
  let text = '';
  let from = 0;
  for (const { at, to, put } of changes.toSorted((a, b) => a.at - b.at)) {
    text += document.slice(from, at) + put;
    from = to;
  }
  return text + document.slice(from);
}

interface Paragraph {
  style: string | undefined;
  number: string | undefined;
  level: number | undefined;
  /** Where its own numbering stands, and where its properties end: before the closing tag, and behind it. */
  numbered: [number, number] | undefined;
  propertiesEnd: [number, number] | undefined;
}

function paragraphsOf(document: string): Paragraph[] {
  const found: Paragraph[] = [];
  const open: Paragraph[] = [];
  let earlier = 0;
  let numberedAt = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const paragraph = open.at(-1);
        if (name === 'w:p') {
          const next = { style: undefined, number: undefined, level: undefined };
          open.push({ ...next, numbered: undefined, propertiesEnd: undefined });
          found.push(open.at(-1) as Paragraph);
        } else if (name === 'w:pPrChange') earlier += 1;
        else if (!paragraph || earlier > 0 || paragraph.propertiesEnd) return;
        else if (name === 'w:pStyle') paragraph.style = attributes['w:val'];
        else if (name === 'w:numPr') numberedAt = parser.startIndex;
        else if (name === 'w:numId') paragraph.number = attributes['w:val'];
        else if (name === 'w:ilvl') paragraph.level = Number(attributes['w:val']) || 0;
      },
      onclosetag(name) {
        const paragraph = open.at(-1);
        if (name === 'w:p') open.pop();
        else if (name === 'w:pPrChange') earlier -= 1;
        else if (!paragraph || earlier > 0) return;
        else if (name === 'w:numPr') paragraph.numbered = [numberedAt, parser.endIndex + 1];
        else if (name === 'w:pPr') paragraph.propertiesEnd ??= [parser.startIndex, parser.endIndex + 1];
      },
    },
    { xmlMode: true },
  );
  parser.end(document);
  return found;
}

/** The numbering of a paragraph: its own, or its style's. */
function styled({ style, number, level }: Paragraph, { styles }: Numbering) {
  let at = styles.get(style ?? '');
  for (let depth = 0; number === undefined && at && at.number === undefined && depth < 10; depth += 1)
    at = styles.get(at.basedOn ?? '');
  return { number: number ?? at?.number, level: level ?? at?.level ?? 0 };
}

/** The changes that write a mark in front of a paragraph and take its automatic number away. */
function written({ numbered, propertiesEnd }: Paragraph, mark: string) {
  if (!propertiesEnd) return [];
  const [before, behind] = propertiesEnd;
  const none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>';
  const escaped = mark.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const space = /[\w.]$/.test(mark) ? ' ' : '';
  const [at, to] = numbered ?? [before, before];
  return [
    { at, to, put: none },
    {
      at: behind,
      to: behind,
      put: `<w:r><w:t xml:space="preserve">${numberMark}${escaped}${space}</w:t></w:r>`,
    },
  ];
}

function numberingOf(numbering: string, styles: string): Numbering {
  const found: Numbering = { lists: new Map(), levels: new Map(), styles: new Map() };
  let list = '';
  let number = '';
  let level = -1;
  walk(numbering, (name, value, attributes) => {
    const own = found.levels.get(list)?.get(level);
    if (name === 'w:abstractNum') {
      list = attributes['w:abstractNumId'] ?? '';
      found.levels.set(list, new Map());
      number = '';
    } else if (name === 'w:num') {
      number = attributes['w:numId'] ?? '';
      found.lists.set(number, { list: '', starts: new Map() });
    } else if (name === 'w:abstractNumId') Object.assign(found.lists.get(number) ?? {}, { list: value });
    else if (name === 'w:lvlOverride') level = Number(attributes['w:ilvl']) || 0;
    else if (name === 'w:startOverride') found.lists.get(number)?.starts.set(level, Number(value) || 0);
    else if (name === 'w:lvl' && number === '') {
      level = Number(attributes['w:ilvl']) || 0;
      found.levels.get(list)?.set(level, { start: 1, format: 'decimal', text: '', legal: false });
    } else if (number !== '' || !own) return;
    else if (name === 'w:start') own.start = Number(value) || 0;
    else if (name === 'w:numFmt') own.format = value;
    else if (name === 'w:lvlText') own.text = value;
    else if (name === 'w:isLgl') own.legal = value !== '0' && value !== 'false';
  });
  let style = '';
  walk(styles, (name, value, attributes) => {
    if (name === 'w:style') {
      style = attributes['w:styleId'] ?? '';
      found.styles.set(style, { number: undefined, level: 0, basedOn: undefined });
    }
    const own = found.styles.get(style);
    if (name === 'w:basedOn' && own) own.basedOn = value;
    if (name === 'w:numId' && own) own.number = value;
    if (name === 'w:ilvl' && own) own.level = Number(value) || 0;
  });
  return found;
}

function walk(
  xml: string,
  see: (name: string, value: string, attributes: Record<string, string>) => void,
): void {
  const onopentag = (name: string, attributes: Record<string, string>) =>
    see(name, attributes['w:val'] ?? '', attributes);
  new Parser({ onopentag }, { xmlMode: true }).end(xml);
}

const chinese = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A count in the way Word writes it; a way that is not known is plain figures. */
function numeral(count: number, format: string): string {
  if (format === 'none') return '';
  if (
    /^(?:chineseCounting|japaneseCounting|taiwaneseCounting|chineseCountingThousand|taiwaneseCountingThousand)$/.test(
      format,
    )
  ) {
    if (count < 1 || count > 99) return String(count);
    const [tens, ones] = [Math.floor(count / 10), count % 10];
    return `${tens > 1 ? chinese[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? chinese[ones] : ''}`;
  }
  if (/^(?:ideographDigital|japaneseDigitalTenThousand|taiwaneseDigital)$/.test(format))
    return String(count).replace(/\d/g, (digit) => chinese[Number(digit)] ?? digit);
  if (/^decimalEnclosedCircle/.test(format) && count >= 1 && count <= 20)
    return String.fromCodePoint(0x2460 + count - 1);
  if (/^ideographTraditional$/.test(format)) return '甲乙丙丁戊己庚辛壬癸'[count - 1] ?? String(count);
  if (/^(?:upper|lower)Letter$/.test(format) && count >= 1 && count <= 26) {
    const letter = String.fromCharCode(64 + count);
    return format === 'upperLetter' ? letter : letter.toLowerCase();
  }
  if (/^(?:upper|lower)Roman$/.test(format) && count >= 1 && count < 40) {
    const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
    const roman = 'X'.repeat(Math.floor(count / 10)) + (ones[count % 10] ?? '');
    return format === 'upperRoman' ? roman : roman.toLowerCase();
  }
  return format === 'decimalZero' ? String(count).padStart(2, '0') : String(count);
}
