import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portion } from '../server/base/money.ts';
import { explainedInvoice } from '../server/billing/invoices/line-exports.ts';
import { creditInvoice } from '../server/billing/invoices/notes.ts';
import { openHistory, type ProgramHistory } from '../test/history.ts';
import { type ExportedInvoice, type ExportedLine, type ExportedUse, recomputeInvoice } from './recompute.ts';

let past: ProgramHistory;
let exported: ExportedInvoice[];
const folder = mkdtempSync(join(tmpdir(), 'recompute-'));

beforeAll(async () => {
  past = await openHistory();
  const issued = [...past.january, ...past.february, ...past.drafts];
  exported = await Promise.all(
    issued.map(async ({ id, seller_id }) => {
      const seller = seller_id === past.vendor.id ? past.vendor : past.najd;
      return read(await past.world.as(seller, ['finance', 'owner'], (ctx) => explainedInvoice(ctx, id)));
    }),
  );
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await past.stop();
});

const read = ({ file }: { file: Uint8Array }) => JSON.parse(Buffer.from(file).toString()) as ExportedInvoice;
const wrong = (invoice: ExportedInvoice) => recomputeInvoice(invoice).filter(({ agrees }) => !agrees);

/** What the command says of this file. */
function command(invoice: unknown) {
  const file = join(folder, 'invoice.json');
  writeFileSync(file, typeof invoice === 'string' ? invoice : JSON.stringify(invoice));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'recompute.ts'), file],
    { encoding: 'utf8' },
  );
  return { status, said: `${stdout}${stderr}` };
}

function step(rule: string, unit_price: string | null, rate = '0') {
  return { rule, rate, applied: true, unit_price };
}

/** The same file with something changed. */
function changed(change: (invoice: ExportedInvoice) => void): ExportedInvoice {
  const copy = structuredClone(exported[0] as ExportedInvoice);
  change(copy);
  return copy;
}

test('every exported invoice of a program’s history agrees, in arrears and ahead, at home and abroad', () => {
  expect(exported.length).toBeGreaterThan(4);
  for (const invoice of exported) expect(wrong(invoice)).toEqual([]);
  expect(new Set(exported.flatMap(({ lines }) => lines.map(({ component }) => component)))).toEqual(
    new Set(['usage', 'term']),
  );
  expect(exported.flatMap(({ lines }) => lines).some(({ price }) => price.steps !== null)).toBe(true);
  expect(command(exported[0])).toMatchObject({ status: 0, said: expect.stringContaining(', 0 disagree') });
});

test('a credit note agrees too, and takes no more than its lines had', async () => {
  const [invoice] = past.february;
  const note = await past.world.as(past.vendor, ['finance'], (ctx) =>
    creditInvoice(ctx, invoice?.id ?? '', { net: 777n, reason: 'Too much' }),
  );
  const file = read(await past.world.as(past.vendor, ['finance'], (ctx) => explainedInvoice(ctx, note.id)));
  expect(file.document.kind).toBe('credit_note');
  expect(wrong(file)).toEqual([]);
});

test('what a minimum lacked comes to the document last, with what its tax grew by', () => {
  const withMinimum = (tax: (before: bigint, after: bigint) => bigint) =>
    changed(({ document, lines, tax_rule, taxes }) => {
      const [line] = lines;
      const [net, before] = [BigInt(document.net) + 3333n, BigInt(document.tax)];
      const after = portion(net, tax_rule.rate);
      const price = { list_price: '3333', discount: '0', unit_price: '3333', steps: null };
      const lacking = {
        component: 'minimum',
        quantity: '1',
        days: 1,
        period_days: 1,
        price,
        net: '3333',
        revision: 1,
      };
      if (line) lines.push({ ...line, ...lacking, tax: tax(before, after).toString() });
      Object.assign(document, { net: String(net), tax: String(after), total: String(net + after) });
      if (taxes?.[0]) Object.assign(taxes[0], { base: String(net), amount: String(after) });
    });
  expect(wrong(withMinimum((before, after) => after - before))).toEqual([]);
  expect(wrong(withMinimum((before, after) => after - before + 1n))).not.toEqual([]);
});

test('a line that says why it bears no tax bears none, and takes no share of it', () => {
  const withExempt = (tax: bigint) =>
    changed(({ document, lines, taxes }) => {
      const [line] = lines;
      const price = { list_price: '3333', discount: '0', unit_price: '3333', steps: null };
      const fee = {
        component: 'fee',
        quantity: '1',
        days: 1,
        period_days: 1,
        price,
        net: '3333',
        revision: 1,
      };
      const exemption = { en: 'Paid out in the customer’s name' };
      if (line) lines.push({ ...line, ...fee, exemption, tax: tax.toString() });
      taxes?.push({ rate: '0', base: '3333', amount: tax.toString(), exemption });
      const [net, all] = [BigInt(document.net) + 3333n, BigInt(document.tax) + tax];
      Object.assign(document, { net: `${net}`, untaxed: '3333', tax: `${all}`, total: `${net + all}` });
    });
  expect(wrong(withExempt(0n))).toEqual([]);
  expect(wrong(withExempt(500n))).not.toEqual([]);
  const unsummed = changed(({ taxes }) =>
    taxes?.push({ rate: '0', base: '0', amount: '0', exemption: null }),
  );
  expect(wrong(unsummed).map(({ what }) => what)).toContain('treatments of tax');
});

describe('a month of use', () => {
  const first = {
    list_price: '10',
    discount: '0.1',
    unit_price: '9',
    steps: [step('list_price', '10'), step('plan_discount', null, '0.1')],
  };
  const bands = [
    { above: 0, up_to: 100, list_price: '10', unit_price: '9', quantity: 60, net: '540' },
    { above: 100, up_to: 1000, list_price: '8', unit_price: '7.2', quantity: 600, net: '4320' },
    { above: 1000, up_to: null, list_price: '5.5', unit_price: '4.95', quantity: 0, net: '0' },
  ];
  const use: ExportedUse = {
    month: '2026-01-01',
    model: 'tiered',
    package_size: 1,
    total: 700,
    counted: 40,
    first,
    bands,
  };
  /** An invoice of two lines of such a month alone. */
  const used = (change: (use: ExportedUse, lines: ExportedLine[]) => void) =>
    changed((invoice) => {
      const [line] = invoice.lines;
      const own = structuredClone(use);
      const lineAt = (band: number, revision: number): ExportedLine[] =>
        line
          ? [
              {
                ...structuredClone(line),
                ...{ component: 'use', period_from: use.month, revision, days: 31, period_days: 31 },
                quantity: String(own.bands[band]?.quantity),
                price: {
                  list_price: own.bands[band]?.list_price ?? '',
                  discount: '0.1',
                  unit_price: own.bands[band]?.unit_price ?? '',
                  steps: null,
                },
                use: { use: own, band },
                ...{ origin: null, net: own.bands[band]?.net ?? '', tax: '' },
              },
            ]
          : [];
      invoice.lines = [...lineAt(0, 1), ...lineAt(1, 2)];
      change(own, invoice.lines);
    });
  const wrongOf = (change: Parameters<typeof used>[0]) =>
    wrong(used(change)).flatMap(({ what }) => (/tax|document/.test(what) ? [] : [what.replace(/^.*: /, '')]));

  test('agrees with its bands', () => {
    expect(wrongOf(() => undefined)).toEqual([]);
  });

  test.each<[string, Parameters<typeof used>[0], RegExp]>([
    [
      'a unit in another band',
      ({ bands: [a, b] }) => {
        if (a && b) {
          a.quantity += 1;
          b.quantity -= 1;
        }
      },
      /units of 1 to 100/,
    ],
    [
      'a band at another price',
      ({ bands: [, b] }) => {
        if (b) b.unit_price = '7.3';
      },
      /price of 101 to 1000/,
    ],
    [
      'a band’s amount',
      ({ bands: [, b] }) => {
        if (b) b.net = '4321';
      },
      /amount of 101 to 1000/,
    ],
    [
      'units that were counted before',
      (own) => {
        own.counted = 41;
      },
      /units of 1 to 100/,
    ],
    [
      'a first price that its steps do not come to',
      ({ first: one }) => {
        one.steps.pop();
      },
      /first price/,
    ],
    [
      'a line that is not its band',
      (_, [line]) => {
        if (line) line.quantity = '61';
      },
      /quantities of the lines/,
    ],
  ])('%s is found', (_, change, words) => {
    expect(wrongOf(change).join()).toMatch(words);
  });
});

describe('one halala planted', () => {
  test.each<[string, (invoice: ExportedInvoice) => void, RegExp]>([
    [
      'in a line’s net',
      ({ lines: [line] }) => {
        if (line) line.net = String(BigInt(line.net) + 1n);
      },
      /net: the file says/,
    ],
    [
      'in a line’s tax',
      ({ lines: [line] }) => {
        if (line) line.tax = String(BigInt(line.tax) + 1n);
      },
      /tax: the file says/,
    ],
    [
      'in the total',
      ({ document }) => {
        document.total = String(BigInt(document.total) + 1n);
      },
      /total of the document/,
    ],
    [
      'in the unit price',
      ({ lines: [line] }) => {
        if (line) line.price.unit_price += '.01';
      },
      /unit price/,
    ],
    [
      'as a day more',
      ({ lines: [line] }) => {
        if (line) line.days += 1;
      },
      /days: the file says/,
    ],
    [
      'as a seat more',
      ({ lines: [line] }) => {
        if (line) line.quantity = String(Number(line.quantity) + 1);
      },
      /quantity on the timeline/,
    ],
    [
      'as another rate',
      ({ tax_rule }) => {
        tax_rule.rate = '0.05';
      },
      /rate of tax by law/,
    ],
  ])('%s is found, and the command ends with 1', (_, change, words) => {
    const { status, said } = command(changed(change));
    expect(status).toBe(1);
    expect(said).toMatch(words);
  });

  test.each([
    ['{', /JSON/],
    ['{"format": "other"}', /no exported invoice/],
    ['[]', /no exported invoice/],
    ['null', /no exported invoice/],
    ['{"format": "caravan-invoice/1"}', /no whole exported invoice/],
    [
      '{"format": "caravan-invoice/1", "lines": [{}], "document": {}, "tax_rule": {}}',
      /a part of it is missing/,
    ],
  ])('a file of another kind is refused: %s', (text, words) => {
    expect(command(text)).toMatchObject({ status: 2, said: expect.stringMatching(/cannot be read/) });
    expect(command(text).said).toMatch(words);
  });
});
