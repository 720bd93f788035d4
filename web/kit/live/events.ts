/** One server-sent event. `id` is what a resumed stream is asked to start after. */
export type LiveEvent = { id: string; type: string; data: string };

/**
 * Reads `text/event-stream` as it arrives. Feed it the text of each chunk; it answers the events completed so far and
 * keeps the rest. Follows the WHATWG rules that matter here: CR, LF or CRLF, several data lines, comments, `retry`.
 */
export function eventReader() {
  let rest = '';
  let lastId = '';
  let retry: number | null = null;
  return {
    push(chunk: string): LiveEvent[] {
      rest += chunk;
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
      rest = blocks.pop() ?? '';
      return blocks.flatMap((block) => {
        const fields = fieldsOf(block);
        if (fields.id !== undefined) lastId = fields.id;
        if (fields.retry !== undefined) retry = fields.retry;
        return fields.data === undefined ? [] : [{ id: lastId, type: fields.type, data: fields.data }];
      });
    },
    /** The last event's id; the next connection's `Last-Event-ID`. */
    lastId: () => lastId,
    /** How many milliseconds the server asks to wait before connecting again, if it said. */
    retry: () => retry,
  };
}

type Fields = { type: string; data?: string; id?: string; retry?: number };

function fieldsOf(block: string): Fields {
  const fields: Fields = { type: 'message' };
  for (const line of block.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
    if (name === 'event') fields.type = value;
    if (name === 'id') fields.id = value;
    if (name === 'retry' && /^\d+$/.test(value)) fields.retry = Number(value);
  }
  return fields;
}
