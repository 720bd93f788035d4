import { readForm, textAt, textsAt } from './form.ts';
import type { Call } from './http.ts';
import type { Gateway, Thing } from './payments.ts';
import type { Row } from './store.ts';

const MOST = 100;

function listing(url: string, rows: readonly Row[], limit: number): Thing {
  const data = rows.slice(0, limit).map((row) => JSON.parse(String(row.body)));
  return { id: '', object: 'list', url: `/v1/${url}`, has_more: rows.length > limit, data };
}

function limitOf(query: URLSearchParams): number {
  return Math.min(Number(query.get('limit') ?? 10) || 10, MOST);
}

/** Things of a kind, newest first, of one payment or charge. */
export function listOf({ store }: Gateway, kind: string, query: URLSearchParams): Thing {
  const [payment, charge] = [query.get('payment_intent'), query.get('charge')];
  const rows = store.all(
    `select body from object where kind = ? and (? is null or json_extract(body, '$.payment_intent') = ?)
      and (? is null or json_extract(body, '$.charge') = ?) order by rowid desc limit ?`,
    ...[kind, payment, payment, charge, charge, limitOf(query) + 1],
  );
  return listing(kind, rows, limitOf(query));
}

/** Events as Stripe lists them: newest first, of some types, created from a second on, after or before another; whether a webhook brought them or not. */
export function listEvents({ store }: Gateway, call: Call): Thing {
  const form = readForm(call.query.toString());
  const types = Object.values(textsAt(form, 'types'));
  const since = Number(textAt(form, 'created', 'gte') ?? 0) * 1000;
  const before = textAt(form, 'ending_before') ?? null;
  const after = textAt(form, 'starting_after') ?? null;
  const limit = limitOf(call.query);
  const place = '(select rowid from object where id = ?)';
  const rows = store.all(
    `select body from object where kind = 'event' and created >= ? and (? = '[]' or json_extract(body, '$.type') in (select value from json_each(?)))
      and (? is null or rowid < ${place}) and (? is null or rowid > ${place}) order by rowid ${before ? 'asc' : 'desc'} limit ?`,
    ...[since, JSON.stringify(types), JSON.stringify(types), after, after, before, before, limit + 1],
  );
  const page = listing('events', rows, limit);
  return before ? { ...page, data: (page.data as unknown[]).toReversed() } : page;
}
