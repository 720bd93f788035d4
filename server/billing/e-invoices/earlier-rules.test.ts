import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenRules, mispriced } from '../../../test/e-invoice-rules.ts';
import { closeMonth, openHistory, type ProgramHistory } from '../../../test/history.ts';
import { readPdf } from '../../../test/pdf.ts';
import { changeRate } from '../../../test/tax-rules.ts';
import { type ExportedInvoice, recomputeInvoice } from '../../../tools/recompute.ts';
import { correctTimeline } from '../../orders/subscriptions/corrections.ts';
import { differences } from '../books/books.sql.ts';
import { invoiceFile } from '../invoices/documents.ts';
import { sendInvoiceMail } from '../invoices/invoices.mail.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { describeInvoice } from '../invoices/invoices.sql.ts';
import { issueDrafts } from '../invoices/invoices.ts';
import { explainedInvoice } from '../invoices/line-exports.ts';
import { creditInvoice } from '../invoices/notes.ts';
import { completenessOf } from '../runs/completeness.ts';
import { europeanFile, saudiFile } from './e-invoices.ts';
import { verifyStamp } from './zatca.ts';

let past: ProgramHistory;
beforeAll(async () => {
  past = await openHistory();
  // January and February were charged with 15 %.
  await changeRate(past.world, 'SA', '2026-03-01', '0.20');
}, 120_000);
afterAll(() => past.stop());

const text = ({ file }: { file: Uint8Array }) => Buffer.from(file).toString();

/** Says how many seats were held in January, and closes the month before a day; answers what the vendor billed the reseller. */
async function januaryHad(quantity: number, cutoff: string): Promise<Invoice[]> {
  const { world, vendor, najd, noor } = past;
  const said = { starts_on: '2026-01-10', until: '2026-02-01', quantity, reason: 'Counted anew' };
  await world.as(vendor, ['finance'], (ctx) => correctTimeline(ctx, noor.subscriptionId, said));
  await world.runJobs();
  world.moveTo(`${cutoff}T06:00:00.000Z`);
  const issued = await closeMonth(world, cutoff);
  return issued.filter(({ buyer_id }) => buyer_id === najd.id);
}

/** What the document says in its files: both profiles hold, and the exported one agrees with itself. */
async function filesOf({ id }: Invoice) {
  const { world, najd } = past;
  const read = <T>(work: Parameters<typeof world.as<T>>[2]) => world.as(najd, ['owner', 'finance'], work);
  const european = text(await read((ctx) => europeanFile(ctx, id)));
  const saudi = text(await read((ctx) => saudiFile(ctx, id)));
  for (const xml of [european, saudi]) expect([...brokenRules(xml), ...mispriced(xml)]).toEqual([]);
  expect(Object.values(verifyStamp(saudi))).not.toContain(false);
  const file = JSON.parse(text(await read((ctx) => explainedInvoice(ctx, id)))) as ExportedInvoice;
  expect(recomputeInvoice(file).filter(({ agrees }) => !agrees)).toEqual([]);
  const pdf = await (await read((ctx) => invoiceFile(ctx, id, 'en')))();
  return { european, saudi, file, pages: (await readPdf(Buffer.from(pdf.file))).pages.join(' ') };
}

describe('a month that was charged with 15 %, corrected when the tax is 20 %', () => {
  let note: Invoice;
  const january = () => past.january.find(({ buyer_id }) => buyer_id === past.najd.id)?.number ?? '';

  test('is given back by a credit note of 15 % that names its invoice, in every file', async () => {
    const documents = await januaryHad(3, '2026-04-01');
    expect(documents.map(({ kind, tax_rate }) => [kind, tax_rate])).toEqual([
      ['invoice', '0.200000'],
      ['credit_note', '0.150000'],
    ]);
    note = documents[1] as Invoice;
    expect(note.tax).toBe(-((-note.net * 15n + 50n) / 100n));
    const { european, saudi, file, pages } = await filesOf(note);
    for (const xml of [european, saudi]) {
      expect(xml).toMatch(new RegExp(`<cac:BillingReference>[\\s\\S]*${january()}`));
      expect(xml).toContain('<cbc:Percent>15</cbc:Percent>');
    }
    expect(european).toContain('<CreditNote ');
    expect(saudi).toMatch(/InvoiceTypeCode name="0100000">381</);
    expect(file.tax_rule).toMatchObject({
      rate: '0.15',
      law: null,
      corrected: [{ number: january(), rate: '0.15', note: 'standard' }],
    });
    expect(pages).toMatch(new RegExp(`Corrects invoice [^0-9]*${january()}`));
    for (const words of ['VAT 15%', 'at the tax that held for them']) expect(pages).toContain(words);
  });

  test('its letter tells what is given back and why its tax is another, and asks for nothing', async () => {
    const letter = async (language: string) => {
      const to = { email: `${language}@najd.example`, name: 'Huda', language, organization_kind: 'reseller' };
      await past.world.system(async (ctx) => {
        const told = await describeInvoice(ctx.db, note.id);
        if (told) await sendInvoiceMail(ctx, told, to, 'https://program.example');
      });
      return past.world.system(({ db }) => {
        const mails = db.selectFrom('base.mail').select(['subject', 'body']);
        return mails.where('recipient', '=', to.email).executeTakeFirstOrThrow();
      });
    };
    const english = await letter('en');
    expect(english.subject).toBe(`Credit note ${note.number} from ${past.vendor.name}`);
    expect(english.body).toMatch(/your credit note over SAR\s*\d[\d.,]* is ready/);
    expect(english.body).toContain('It corrects earlier supplies, at the tax that held for them.');
    expect(english.body).not.toMatch(/due on|bank transfer/);
    expect((await letter('ar')).subject).toBe(`الإشعار الدائن ${note.number} من ${past.vendor.name}`);
  });

  test('the file shows where the rate is not that of what it corrects', async () => {
    const { file } = await filesOf(note);
    const [corrected] = file.tax_rule.corrected ?? [];
    const moved = { ...file.tax_rule, corrected: [{ ...corrected, rate: '0.2' } as never] };
    const faults = recomputeInvoice({ ...file, tax_rule: moved }).filter(({ agrees }) => !agrees);
    expect(faults.map(({ what }) => what)).toEqual([`rule of tax of ${january()}`]);
  });

  test('the month’s own invoice bears the rate of the month, also for what it charges ahead', async () => {
    const { world, vendor } = past;
    const rows = await world.system(({ db }) =>
      db.selectFrom('billing.invoice').selectAll().where('run_id', '=', note.run_id).execute(),
    );
    for (const { id } of rows.filter((row) => row.seller_id === vendor.id)) {
      const file = await world.as(vendor, ['finance'], (ctx) => explainedInvoice(ctx, id));
      const findings = recomputeInvoice(JSON.parse(text(file)) as ExportedInvoice);
      expect(findings.filter(({ agrees }) => !agrees)).toEqual([]);
    }
    const { items } = await world.as(vendor, ['finance'], (ctx) => completenessOf(ctx, note.run_id));
    const item = items.find(({ buyer_id }) => buyer_id === past.najd.id);
    const own = rows.find((row) => row.buyer_id === past.najd.id && !row.earlier_rule);
    expect(item).toMatchObject({ outcome: 'billed', invoice_id: own?.id });
  });

  test('the reseller’s customer gets the same back from its seller', async () => {
    const { world, najd } = past;
    const drafts = await world.system(({ db }) =>
      db
        .selectFrom('billing.invoice')
        .selectAll()
        .where('run_id', '=', note.run_id)
        .where('seller_id', '=', najd.id)
        .execute(),
    );
    const [back] = drafts.filter(({ kind }) => kind === 'credit_note');
    expect(back).toMatchObject({ earlier_rule: true, tax_rate: '0.150000' });
    await world.as(najd, ['owner'], (ctx) =>
      issueDrafts(
        ctx,
        drafts.map(({ id }) => id),
      ),
    );
    await world.runJobs();
    expect(await world.system(({ db }) => differences(db))).toEqual([]);
  });

  test('is charged more by a debit note, which can be credited by hand at its own tax', async () => {
    const documents = await januaryHad(11, '2026-05-01');
    expect(documents.map(({ kind, tax_rate }) => [kind, tax_rate])).toEqual([
      ['invoice', '0.200000'],
      ['debit_note', '0.150000'],
    ]);
    const more = documents[1] as Invoice;
    const { saudi, pages } = await filesOf(more);
    expect(saudi).toMatch(/InvoiceTypeCode name="0100000">383</);
    expect(saudi).toMatch(new RegExp(`<cac:BillingReference>[\\s\\S]*${january()}`));
    expect(pages).toMatch(new RegExp(`Corrects invoice [^0-9]*${january()}`));
    const { world, vendor } = past;
    const credit = await world.as(vendor, ['finance'], (ctx) =>
      creditInvoice(ctx, more.id, { reason: 'By hand' }),
    );
    expect(credit).toMatchObject({ net: -more.net, tax: -more.tax, tax_rate: more.tax_rate });
    await filesOf(credit);
    expect(await world.system(({ db }) => differences(db))).toEqual([]);
  });
});
