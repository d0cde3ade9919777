import { wearTheme } from '../ui/theme.ts';

/** What stands around a drawing in its picture. */
export interface Caption {
  title: string;
  /** Line by line. */
  foot: readonly string[];
}

const inset = 24;
const [headHeight, footHeight, lineHeight] = [58, 26, 18];
/** Twice the points of the screen: fit for print. */
const sharpness = 2;
const smallest = 480;

/** What a drawing takes from the style sheets; as attributes it goes with the drawing. */
const taken = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
  'dominant-baseline',
  'visibility',
] as const;

/**
 * A drawing as a PNG on white, with its title above and what the figures are of below, in the light colours whatever
 * the page wears. It is drawn by the browser from the drawing itself: nothing is fetched, nothing comes from elsewhere.
 */
export async function pictureOf(svg: SVGSVGElement, caption: Caption): Promise<Blob> {
  const { text, width, height } = framed(svg, caption);
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * sharpness;
  canvas.height = height * sharpness;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture came of it'))), 'image/png'),
  );
}

/** The drawing in its frame, as a document of its own. */
function framed(
  svg: SVGSVGElement,
  { title, foot }: Caption,
): { text: string; width: number; height: number } {
  const shown = svg.getBoundingClientRect();
  const enlarged = Math.max(1, smallest / shown.width);
  const inner = { width: Math.ceil(shown.width * enlarged), height: Math.ceil(shown.height * enlarged) };
  const [width, height] = [
    inner.width + 2 * inset,
    inner.height + headHeight + footHeight + foot.length * lineHeight,
  ];
  const takeOff = wearTheme('light');
  const drawing = svg.cloneNode(true) as SVGSVGElement;
  copyLooks(svg, drawing);
  const { fontFamily } = getComputedStyle(document.body);
  takeOff();
  if (!drawing.hasAttribute('viewBox')) drawing.setAttribute('viewBox', `0 0 ${shown.width} ${shown.height}`);
  for (const [name, value] of Object.entries({ x: inset, y: headHeight, ...inner }))
    drawing.setAttribute(name, String(value));
  const whole = part('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': fontFamily });
  whole.append(
    part('rect', { width, height, fill: '#ffffff' }),
    part('text', { x: inset, y: 36, 'font-size': 18, 'font-weight': 600, fill: '#1c1f23' }, title),
    drawing,
    ...foot.map((line, at) =>
      part(
        'text',
        {
          x: inset,
          y: height - 17 - (foot.length - 1 - at) * lineHeight,
          'font-size': 12,
          fill: '#5b616a',
        },
        line,
      ),
    ),
  );
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

function copyLooks(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  // As attributes: a style written into an element is what the page's policy forbids.
  to.removeAttribute('style');
  to.removeAttribute('class');
  for (const name of taken) to.setAttribute(name, style.getPropertyValue(name));
  for (const [index, child] of [...from.children].entries()) {
    const copy = to.children[index];
    if (copy) copyLooks(child, copy);
  }
}

function part(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}
