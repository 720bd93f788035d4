import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeMonth, openHistory, type ProgramHistory } from '../../../test/history.ts';
import { readPdf } from '../../../test/pdf.ts';
import { signIn } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { accountBalance } from '../../ledger/index.ts';
import { europeanFile } from '../e-invoices/e-invoices.ts';
import { invoiceFile } from '../invoices/documents.ts';
import { creditInvoice, writeOffInvoice } from '../invoices/notes.ts';
import { setPurchaseOrder } from '../invoices/purchase-orders.ts';
import { STATEMENT_KINDS, type StatementEntry, statementOf, usualRange } from './statements.rules.ts';
import { accountStatement } from './statements.ts';

let past: ProgramHistory;
let app: FastifyInstance;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
}, 120_000);
afterAll(async () => {
  await app.close();
  await past.stop();
});

const ofNajd = (query: object = {}) =>
  past.world.as(past.vendor, ['finance'], (ctx) =>
    accountStatement(ctx, { buyer_id: past.najd.id, ...query }),
  );

describe('the rules', () => {
  const entry: fc.Arbitrary<StatementEntry> = fc.record({
    id: fc.uuid(),
    on: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`),
    kind: fc.constantFrom(...STATEMENT_KINDS),
    reference: fc.option(fc.string(), { nil: null }),
    due_on: fc.constant(null),
    amount: fc.bigInt(-100_000n, 100_000n),
    parts: fc.constant([]),
  });

  test('opening + entries = closing, each balance is the one before and its entry, days never go back, any order in gives one out', () => {
    const range = { from: '2026-02-01', through: '2026-02-28' };
    fc.assert(
      fc.property(
        fc.bigInt(-1000n, 1000n),
        fc.uniqueArray(entry, { selector: ({ id }) => id }),
        (opening, entries) => {
          const statement = statementOf(range, opening, entries);
          expect(statement.opening + statement.billed + statement.settled).toBe(statement.closing);
          expect(statement.rows.at(-1)?.balance ?? opening).toBe(statement.closing);
          expect(statement.rows.map(({ on }) => on)).toEqual(statement.rows.map(({ on }) => on).toSorted());
        },
      ),
    );
  });

  test('the usual days are the last three months and this one', () => {
    expect(usualRange('2026-03-02')).toEqual({ from: '2025-12-01', through: '2026-03-02' });
  });
});

describe('of an account', () => {
  test('holds each document and payment, and closes with what the ledger says', async () => {
    const { statement, account } = await ofNajd();
    expect(statement.rows.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['invoice', past.january.find(({ buyer_id }) => buyer_id === past.najd.id)?.total],
      ['payment', -100_000n],
      ['invoice', past.february.find(({ buyer_id }) => buyer_id === past.najd.id)?.total],
    ]);
    expect(statement.rows[1]?.parts.length).toBeGreaterThan(0);
    const owed = await past.world.system(
      async (ctx) =>
        (await accountBalance(ctx, account.id, 'receivable')) +
        (await accountBalance(ctx, account.id, 'wallet')),
    );
    expect(statement.closing).toBe(owed);
  });

  test('begins where the one before ended', async () => {
    const [january, february] = [
      await ofNajd({ from: '2026-01-01', through: '2026-02-04' }),
      await ofNajd({ from: '2026-02-05', through: '2026-03-02' }),
    ];
    expect(february.statement.opening).toBe(january.statement.closing);
    expect(february.statement.rows.map(({ kind }) => kind)).toEqual(['payment', 'invoice']);
    await expect(ofNajd({ from: '2026-03-02', through: '2026-03-01' })).rejects.toMatchObject({
      code: 'invalid_field',
    });
  });

  test('has credit notes with what they settled, and what was written off; still the ledger’s balance', async () => {
    const invoice = past.february.find(({ buyer_id }) => buyer_id === past.najd.id);
    const settle = <T>(work: (ctx: Ctx) => Promise<T>) => past.world.as(past.vendor, ['finance'], work);
    await settle((ctx) => creditInvoice(ctx, invoice?.id ?? '', { net: 1000n, reason: 'Goodwill' }));
    await settle((ctx) => writeOffInvoice(ctx, invoice?.id ?? '', 'Too small to ask for'));
    const { statement, account } = await ofNajd();
    const note = statement.rows.find(({ kind }) => kind === 'credit_note');
    expect(note?.amount).toBe(-1150n);
    expect(statement.rows.some(({ kind }) => kind === 'write_off')).toBe(true);
    const owed = await past.world.system(
      async (ctx) =>
        (await accountBalance(ctx, account.id, 'receivable')) +
        (await accountBalance(ctx, account.id, 'wallet')),
    );
    expect(statement.closing).toBe(owed);
  });

  test('over HTTP: both sides read the same; as PDF in both languages and as CSV; a stranger finds nothing', async () => {
    const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
    const owner = await signIn(app, (await past.world.person(past.najd, ['owner'])).email);
    const stranger = await signIn(
      app,
      (await past.world.person(await past.world.reseller(), ['owner'])).email,
    );
    const [theirs, ours] = await Promise.all([
      app.inject({ url: `/v1/billing/statement?buyer_id=${past.najd.id}`, headers: finance }),
      app.inject({ url: '/v1/billing/statement', headers: owner }),
    ]);
    expect(theirs.json()).toEqual(ours.json());
    expect(
      (await app.inject({ url: `/v1/billing/statement?buyer_id=${past.najd.id}`, headers: stranger }))
        .statusCode,
    ).toBe(404);
    for (const [language, words] of [
      ['en', ['Statement of account', 'Opening balance', 'Najd IT']],
      ['ar', ['كشف', 'الختامي', 'Najd IT']],
    ] as const) {
      const pdf = await app.inject({ url: `/v1/billing/statement.pdf?language=${language}`, headers: owner });
      const { pages } = await readPdf(pdf.rawPayload);
      for (const word of words) expect(pages.join(' ')).toContain(word);
    }
    const csv = await app.inject({ url: '/v1/billing/statement.csv', headers: owner });
    const rows = csv.body.trim().split('\r\n');
    expect(rows).toHaveLength(ours.json().rows.length + 3);
    expect(rows[1]).toMatch(/,opening,/);
  });
});

describe('a purchase-order reference', () => {
  test('set by either side stands on what is issued after it, and not before', async () => {
    const [early] = past.february.filter(({ buyer_id }) => buyer_id === past.najd.id);
    await past.world.as(past.najd, ['owner'], (ctx) => setPurchaseOrder(ctx, undefined, 'PO-2026/77'));
    past.world.moveTo('2026-04-01T06:00:00.000Z');
    const april = await closeMonth(past.world, '2026-04-01');
    const late = april.find(({ buyer_id }) => buyer_id === past.najd.id);
    const xml = async (id = '') => {
      const { file } = await past.world.as(past.vendor, ['finance'], (ctx) => europeanFile(ctx, id));
      return Buffer.from(file).toString();
    };
    expect(await xml(late?.id)).toContain('<cac:OrderReference><cbc:ID>PO-2026/77</cbc:ID>');
    expect(await xml(early?.id)).not.toContain('OrderReference');
    const make = await past.world.as(past.najd, ['owner'], (ctx) => invoiceFile(ctx, late?.id ?? '', 'en'));
    expect((await readPdf((await make()).file)).pages[0]).toContain('PO-2026/77');
  });
});
