import { SaxesParser, type SaxesTagNS } from 'saxes';
import { BankFileError } from './statement.ts';

/** One element: its local name, its own text, and where it begins in the file. */
export type Element = {
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
  line: number;
  column: number;
};

/** Called as each element ends. Answering true drops its insides, so that a large file is never whole in memory. */
export type OnEnd = (element: Element, path: readonly Element[]) => boolean;

// Far beyond the 12 levels of a camt message; nesting past it is an attack on the stack.
const MAX_DEPTH = 100;

/**
 * Reads XML strictly (well-formed, namespaces declared, no document type) and hands over each element as it ends,
 * with the open elements above it. Throws BankFileError with line and column.
 */
export function readXml(text: string, onEnd: OnEnd): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Element[] = [];
  parser.on('error', (error) => refuse(parser, error.message, text));
  parser.on('doctype', () => {
    throw new BankFileError(
      'doctype',
      parser.line,
      'a bank statement has no DOCTYPE. Ask the bank for a plain file.',
      parser.column,
    );
  });
  parser.on('opentagstart', () => open.push({ ...blank(), line: parser.line, column: parser.column }));
  parser.on('opentag', (tag) => fill(open, tag));
  parser.on('text', (chunk) => append(open, chunk));
  parser.on('cdata', (chunk) => append(open, chunk));
  parser.on('closetag', () => end(open, onEnd));
  parser.write(text.replace(/^\uFEFF/, '')).close();
}

function blank(): Element {
  return { name: '', namespace: '', attributes: {}, children: [], text: '', line: 0, column: 0 };
}

function fill(open: Element[], tag: SaxesTagNS): void {
  const element = open.at(-1);
  if (!element) return;
  if (open.length > MAX_DEPTH)
    throw new BankFileError(
      'not_well_formed',
      element.line,
      `more than ${MAX_DEPTH} elements inside each other.`,
    );
  element.name = tag.local;
  element.namespace = tag.uri;
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.uri === '') element.attributes[attribute.local] = attribute.value;
  }
}

function append(open: Element[], chunk: string): void {
  const element = open.at(-1);
  if (element) element.text += chunk;
}

function end(open: Element[], onEnd: OnEnd): void {
  const element = open.pop();
  if (!element) return;
  const dropped = onEnd(element, open);
  open.at(-1)?.children.push(dropped ? { ...element, children: [], text: '' } : element);
}

function refuse(parser: SaxesParser<{ xmlns: true; position: true }>, message: string, text: string): never {
  const bare = bareAmpersand(text);
  const [line, column] = bare < 0 ? [parser.line, parser.column] : placeOf(text, bare);
  const detail = bare < 0 ? message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '') : 'write "&" as "&amp;"';
  throw new BankFileError('not_well_formed', line, `the XML is broken: ${detail}.`, column);
}

/**
 * Where the first "&" stands that begins no entity, or -1. The parser itself only gives up where it finds no ";",
 * perhaps at the end of the file, so the commonest mistake of all would be named on the wrong line.
 */
function bareAmpersand(text: string): number {
  const plain = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (all) => ' '.repeat(all.length));
  return plain.search(/&(?!#\d+;|#x[\da-fA-F]+;|[A-Za-z_][\w.-]*;)/);
}

function placeOf(text: string, index: number): [line: number, column: number] {
  const before = text.slice(0, index);
  return [before.split('\n').length, index - before.lastIndexOf('\n') - 1];
}

/** The first child of that name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}

/** The element at the end of `path`, taking the first of each name. */
export function at(element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce(child, element);
}

/** Every child of that name, in file order. */
export function all(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** Every descendant of that name, in file order. */
export function descendants(element: Element | undefined, name: string): Element[] {
  return (element?.children ?? []).flatMap((each) => [
    ...(each.name === name ? [each] : []),
    ...descendants(each, name),
  ]);
}

/** The trimmed text, or undefined if the element is absent or blank. */
export function text(element: Element | undefined): string | undefined {
  return element?.text.trim() || undefined;
}
