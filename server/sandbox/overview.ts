import { type Operation, progressOf } from './broker.rules.ts';
import { settle } from './broker.ts';
import { KEEPABLE, spaced } from './cards.rules.ts';
import type { Method } from './cards.ts';
import { showAmount } from './gateway.rules.ts';
import type { Answer, Route } from './http.ts';
import { page, safe } from './pages.ts';
import { type Intent, listThings } from './payments.ts';
import type { Row, Store } from './store.ts';

const MOST_ROWS = 200;

/** The page at `/` for people, and the address that says the process lives. */
export function overviewRoutes(store: Store, now: () => number): Route[] {
  return [
    { method: 'GET', path: '/', handle: () => store.change(() => overview(store, now)) },
    {
      method: 'GET',
      path: '/sandbox/health',
      handle: () => ({ status: 200, json: { name: 'Sandbox', state: 'ready' } }),
    },
  ];
}

function overview(store: Store, now: () => number): Answer {
  settle({ store, now });
  const body = `<h1>Sandbox</h1>
    <p class="soft">This process stands for other companies: the one that provisions services and the one that takes card payments.</p>
    <h2>Test cards that can be kept</h2>${testCards()}
    <h2>Service instances</h2>${instances(store, now)}<h2>Card payments</h2>${payments(store)}<h2>Cards kept</h2>${keptCards(store)}<h2>Webhooks not delivered yet</h2>${webhooks(store)}`;
  return {
    status: 200,
    html: page({
      language: 'en',
      title: 'Sandbox',
      banner: 'Sandbox — nothing here is real',
      body,
      wide: true,
    }),
  };
}

function instances(store: Store, now: () => number): string {
  const rows = store.all('select * from instance order by created_at desc, id limit ?', MOST_ROWS);
  return table(
    ['Instance', 'Service', 'Plan', 'Quantity', 'Domain', 'State'],
    rows.map((row) => {
      const { quantity, domain } = JSON.parse(String(row.parameters)) as Record<string, unknown>;
      return [row.id, row.service, row.plan, quantity, domain, stateOf(store, row, now)].map((each) =>
        String(each ?? ''),
      );
    }),
  );
}

function stateOf(store: Store, instance: Row, now: () => number): string {
  const running = store.get(
    'select * from operation where instance_id = ? and settled = 0',
    instance.id ?? null,
  );
  if (!running) return String(instance.state);
  return progressOf({ ...running, parameters: JSON.parse(String(running.parameters)) } as Operation, now())
    .description;
}

function payments(store: Store): string {
  const intents = listThings({ store }, 'payment_intent', MOST_ROWS).map(
    (row) => JSON.parse(String(row.body)) as Intent,
  );
  return table(
    ['Payment', 'Amount', 'For', 'State'],
    intents.map((each) => [
      { text: each.id, link: `/sandbox/payments/${each.id}` },
      showAmount(each.amount, each.currency),
      each.description ?? '',
      each.status,
    ]),
  );
}

function keptCards(store: Store): string {
  const methods = listThings({ store }, 'payment_method', MOST_ROWS).map(
    (row) => JSON.parse(String(row.body)) as Method,
  );
  return table(
    ['Card', 'Kind', 'Valid until', 'Customer', 'A charge'],
    methods.map(({ id, card, customer, sandbox_verdict }) => [
      id,
      `${card.brand} •••• ${card.last4}`,
      `${card.exp_month}/${card.exp_year}`,
      customer ?? 'forgotten',
      sandbox_verdict,
    ]),
  );
}

function testCards(): string {
  const rows = KEEPABLE.map(({ number, atSetup, later }) => [spaced(number), atSetup, later]);
  const soon = ['any of them, with this month as its expiry', 'is kept', 'expires soon: its holder is told'];
  return table(['Number', 'When it is typed', 'A later charge'], [...rows, soon]);
}

function webhooks(store: Store): string {
  const rows = store.all('select * from webhook where delivered_at is null order by id limit ?', MOST_ROWS);
  return table(
    ['Event', 'Attempts', 'Last answer'],
    rows.map((row) => [row.event_id, row.attempts, row.last_error].map((each) => String(each ?? ''))),
  );
}

type Cell = string | { text: string; link: string };

function cellOf(cell: Cell): string {
  return typeof cell === 'string' ? safe(cell) : `<a href="${safe(cell.link)}">${safe(cell.text)}</a>`;
}

function table(heads: string[], rows: Cell[][]): string {
  if (rows.length === 0) return '<p class="soft">None.</p>';
  const head = heads.map((each) => `<th scope="col">${safe(each)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((each) => `<td><bdi>${cellOf(each)}</bdi></td>`).join('')}</tr>`)
    .join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
