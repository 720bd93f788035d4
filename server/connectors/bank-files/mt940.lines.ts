import { BankFileError } from './statement.ts';

/** One SWIFT field: `:61:` with its text; the text of several lines is kept line by line. */
export type Field = { tag: string; lines: string[]; line: number };

/** The fields of one message, from its `:20:` to the next one, or to its closing `-`. */
export type Message = { fields: Field[]; line: number; ended: boolean };

// Fields of MT940, MT941, MT942 and MT950, in their order; :NS: is what German and Hungarian banks add. Text inside
// :86: may begin a line with something like ":26:37", so only these begin a field. A field that goes back is misplaced.
const ORDER: Record<string, number> = {
  '20': 0,
  '21': 1,
  '25': 2,
  '25P': 2,
  '28': 3,
  '28C': 3,
  '34F': 4,
  '13': 5,
  '13D': 5,
  '60F': 6,
  '60M': 6,
  '61': 7,
  '62F': 8,
  '62M': 8,
  '64': 9,
  '65': 10,
  '90D': 11,
  '90C': 12,
};
const ANYWHERE = new Set(['86', 'NS']);
const REPEATED = new Set(['61', '65', '34F']);

/**
 * Cuts a file into messages. Takes SWIFT blocks ({1:…}{2:…}{4:), the bare headers that some banks print above a message,
 * `-`, `-}` and control characters between messages, CR LF or LF.
 */
export function readMessages(text: string): Message[] {
  const messages: Message[] = [];
  let current: Message | undefined;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: SWIFT frames messages with SOH and ETX, and no field holds any but a tab.
    const line = bodyOf(raw.replace(/[\u0000-\u0008\u000B-\u001F\u007F\uFEFF]/g, ''));
    if (isEnd(line, current)) current = close(current);
    else current = take(line, index + 1, current, messages);
  }
  return messages;
}

function close(message: Message | undefined): undefined {
  if (message) message.ended = true;
  return undefined;
}

/** What is left of a line once SWIFT's block headers are taken off. */
function bodyOf(line: string): string {
  const text = line.indexOf('{4:');
  return /^\s*(?:-?\})?\s*\{[1-5]:/.test(line) ? (text < 0 ? '' : line.slice(text + 3)) : line;
}

/** A line of `-` ends a message; ING writes `-XXX`. Inside :86: only a bare `-` does, for text may begin with a dash. */
function isEnd(line: string, current: Message | undefined): boolean {
  if (/^-\}?(?:\{5:.*)?\s*$/.test(line)) return true;
  return current !== undefined && /^-XXX\s*$/.test(line);
}

function take(
  line: string,
  number: number,
  current: Message | undefined,
  messages: Message[],
): Message | undefined {
  const tagged = /^:([0-9]{2}[A-Z]?|NS):(.*)$/.exec(line);
  const tag =
    tagged?.[1] !== undefined && (tagged[1] in ORDER || ANYWHERE.has(tagged[1])) ? tagged[1] : undefined;
  if (tag === '20') return begin({ tag, lines: [tagged?.[2] ?? ''], line: number }, messages);
  if (!current) return outside(line, number, tag);
  if (tag !== undefined) addField({ tag, lines: [tagged?.[2] ?? ''], line: number }, current);
  else goOn(line, number, current);
  return current;
}

function begin(field: Field, messages: Message[]): Message {
  const message = { fields: [field], line: field.line, ended: false };
  messages.push(message);
  return message;
}

function addField(field: Field, { fields }: Message): void {
  const last = fields.findLast((each) => each.tag in ORDER);
  const place = ORDER[last?.tag ?? ''] ?? -1;
  const next = ORDER[field.tag] ?? place + 1;
  if (next < place || (next === place && !REPEATED.has(field.tag))) {
    throw new BankFileError(
      'unexpected',
      field.line,
      `:${field.tag}: cannot come after :${last?.tag}:. The statement may be damaged.`,
      1,
    );
  }
  fields.push(field);
}

/** Above the first `:20:` only a header may stand; a field there has lost its message. */
function outside(line: string, number: number, tag: string | undefined): undefined {
  if (tag !== undefined)
    throw new BankFileError(
      'unexpected',
      number,
      `:${tag}: stands outside a message; a message begins with :20:.`,
      1,
    );
  const header = /^(?:\s*|:\d{3}:|[A-Z0-9 ]{1,40})$/.test(line);
  if (!header)
    throw new BankFileError(
      'unknown_format',
      number,
      `"${line.slice(0, 40)}" is not part of an MT940 message; a message begins with :20:.`,
      1,
    );
  return undefined;
}

// :25P: names the bank on its second line; the others hold text.
const SEVERAL_LINES = new Set(['25P', '61', '86', 'NS']);

/** A line without a tag goes on with the field above, if that field may have several lines. */
function goOn(line: string, number: number, message: Message): void {
  const field = message.fields.at(-1);
  if (line.trim() === '' && !SEVERAL_LINES.has(field?.tag ?? '')) return;
  if (/^:[0-9]{2}[A-Z]?:/.test(line) && field?.tag !== '86') {
    throw new BankFileError(
      'unexpected',
      number,
      `"${/^:\w+:/.exec(line)?.[0]}" is not a field of MT940.`,
      1,
    );
  }
  if (!field || !SEVERAL_LINES.has(field.tag)) {
    throw new BankFileError(
      'unexpected',
      number,
      `"${line.slice(0, 40)}" goes on with :${field?.tag}:, which has one line only.`,
      1,
    );
  }
  field.lines.push(line);
}
