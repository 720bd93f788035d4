/** An XML element to be written: `a` attributes by name, `of` children, or a text. Absent children are left out. */
export type XmlElement = { name: string; a: Record<string, string>; of: (XmlElement | string)[] };

type Child = XmlElement | string | null | undefined | false;

/** An element with children or a text: `element('cac:Party', party)`. */
export function element(name: string, ...of: Child[]): XmlElement {
  return { name, a: {}, of: of.filter((child): child is XmlElement | string => !!child) };
}

/** The same with attributes. */
export function elementWith(a: Record<string, string>, name: string, ...of: Child[]): XmlElement {
  return { ...element(name, ...of), a };
}

/** A text element, or nothing when there is no text. */
export function leaf(name: string, text: string | null | undefined, a: Record<string, string> = {}) {
  return text ? elementWith(a, name, text) : null;
}

/** The element without the declaration, with no space between elements. */
export function xmlText({ name, a, of }: XmlElement): string {
  const attributes = Object.entries(a).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  const body = of.map((child) => (typeof child === 'string' ? escapeText(child) : xmlText(child)));
  const opening = `<${name}${attributes.join('')}`;
  return body.length > 0 ? `${opening}>${body.join('')}</${name}>` : `${opening}/>`;
}

/** The whole file. */
export function xmlFile(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(root)}\n`;
}

function escapeText(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, ' ');
}

/** XML 1.0 has no place for other control characters, nor for halves of surrogate pairs. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
