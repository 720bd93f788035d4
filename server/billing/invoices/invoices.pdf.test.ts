import { describe, expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf.ts';
import { type InvoiceDocument, type InvoiceDocumentLine, invoicePdf } from './invoices.pdf.ts';

function line(more: Partial<InvoiceDocumentLine> = {}): InvoiceDocumentLine {
  return {
    description: 'Google Workspace Business Standard',
    customer: 'Al-Noor Clinics',
    quantity: '12.000000',
    period: { from: '2026-03-01', to: '2026-04-01' },
    unitPrice: '43.125000000000',
    discount: '0.125',
    net: 45281n,
    ...more,
  };
}

function invoice(more: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const lines = more.lines ?? [line()];
  const net = lines.reduce((sum, each) => sum + each.net, 0n);
  const tax = (net * 15n) / 100n;
  return {
    language: 'en',
    kind: 'tax-invoice',
    status: 'issued',
    number: 'SN-2026-000123',
    corrects: null,
    brand: { name: 'Sahara Net', colour: '#c2410c' },
    seller: party('Sahara Net', 'SA'),
    buyer: party('Najd IT', 'SA'),
    issueDate: '2026-04-01',
    dueDate: '2026-04-30',
    period: { from: '2026-03-01', to: '2026-04-01' },
    currency: 'SAR',
    lines,
    net,
    taxes: [{ name: 'VAT', rate: '0.15', base: net, amount: tax, note: null }],
    taxAtHome: null,
    tax,
    total: net + tax,
    paid: 0n,
    bankTransfer: {
      beneficiary: 'Sahara Net Co.',
      bank: 'Al Rajhi Bank',
      iban: 'SA0380000000608010167519',
      bic: 'RJHISARI',
      reference: 'RF18SN2026000123',
    },
    cardUrl: 'https://console.sahara.example/pay/123',
    notes: [],
    sandbox: false,
    ...more,
  };
}

function party(name: string, country: string) {
  return { name, address: ['1 Main Street'], country, registrationNumber: '1010', taxNumber: `3000-${name}` };
}

async function textOf(document: InvoiceDocument): Promise<string> {
  return (await readPdf(await invoicePdf(document))).pages.join(' ');
}

test('what bears no tax has a rate of its own beside its line, and its reason in the summary', async () => {
  const lines = [
    line({ rate: '0.15' }),
    line({ description: 'Paid out', discount: null, net: 1000n, rate: '0' }),
  ];
  const note = 'Paid out in the customer’s name';
  const text = await textOf(
    invoice({
      lines,
      taxes: [
        { name: 'VAT', rate: '0.15', base: 45281n, amount: 6792n, note: null },
        { name: 'VAT', rate: '0', base: 1000n, amount: 0n, note },
      ],
      tax: 6792n,
      total: 53073n,
    }),
  );
  expect(text).toContain('Discount Tax Net (SAR)');
  expect(text).toContain('12.5% 15% 452.81');
  expect(text).toContain('VAT 15% 452.81 67.92 VAT 0% 10.00 0.00');
  expect(text).toContain(`VAT 0%: ${note}`);
  expect(text).toContain('Subtotal 462.81 Tax 67.92 Total SAR 530.73');
  expect(await textOf(invoice())).not.toContain('Discount Tax');
});

describe('invoicePdf', () => {
  test('shows who owes whom how much for what, and how to pay', async () => {
    const text = await textOf(invoice());
    expect(text).toContain('Number SN-2026-000123 Issue date 1 April 2026 Due date 30 April 2026');
    expect(text).toContain('Billing period 1–31 Mar 2026');
    expect(text).toContain(
      'From Sahara Net 1 Main Street Saudi Arabia Tax no. 3000-Sahara Net Registration no. 1010',
    );
    expect(text).toContain('Bill to Najd IT');
    expect(text).toContain('SAR 520.73 due 30 April 2026');
    expect(text).toContain('Description Period Days Quantity Unit price Discount Net (SAR) Al-Noor Clinics');
    expect(text).toContain('Business Standard 1–31 Mar 2026 31 12 43.125 12.5% 452.81');
    expect(text).toContain('VAT 15% 452.81 67.92');
    expect(text).toContain('Subtotal 452.81 Tax 67.92 Total SAR 520.73');
    expect(text).toContain('Payment reference RF18SN2026000123');
    expect(text).toContain('IBAN SA03 8000 0000 6080 1016 7519');
    expect(text).toContain('https://console.sahara.example/pay/123');
  });

  test('in Arabic keeps figures and references whole', async () => {
    const { title, pages } = await readPdf(
      await invoicePdf(invoice({ language: 'ar', buyer: party('مدارس الرواد', 'SA') })),
    );
    expect(title).toBe('فاتورة ضريبية SN-2026-000123');
    for (const word of ['فاتورة', 'مدارس', 'المستفيد', 'السعودية', 'مارس', 'الخصم'])
      expect(pages[0]).toContain(word);
    for (const figure of ['SAR 520.73', '12.5%', 'SA03 8000 0000', 'RF18SN2026000123'])
      expect(pages[0]).toContain(figure);
  });

  test('repeats the head and the customer on every page of a long table', async () => {
    const lines = Array.from({ length: 200 }, (_, i) =>
      line({ customer: i < 120 ? 'Al-Noor Clinics' : 'Riyadh Schools', net: 10000n + BigInt(i) }),
    );
    const { pages } = await readPdf(await invoicePdf(invoice({ lines })));
    expect(pages.length).toBeGreaterThan(4);
    pages.slice(0, -1).forEach((page, i) => {
      expect(page).toContain('Description Period');
      expect(page).toContain(i < 3 ? 'Al-Noor Clinics' : 'Riyadh Schools');
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
    });
    expect(pages.join(' ').match(/Business Standard/g)).toHaveLength(200);
    expect(pages.join(' ')).toContain('Subtotal 12,071.40');
  });

  test('leaves out the columns that no line needs', async () => {
    const text = await textOf(
      invoice({ lines: [line({ customer: null, period: null, discount: '0.000' })] }),
    );
    expect(text).toContain('Description Quantity Unit price Net (SAR) Google');
    expect(text).not.toContain('Discount');
  });

  test.each([
    ['draft', 'DRAFT', 'en'],
    ['preview', 'PREVIEW', 'en'],
    ['draft', 'مسودة', 'ar'],
    ['preview', 'معاينة', 'ar'],
  ] as const)('a %s says so (%s) and cannot be paid', async (status, word, language) => {
    const text = await textOf(invoice({ status, language, number: null }));
    expect(text).toContain(word);
    expect(text).not.toContain('RF18SN2026000123');
  });

  test('a sandbox invoice says so on every page', async () => {
    const lines = Array.from({ length: 60 }, () => line());
    const { pages } = await readPdf(await invoicePdf(invoice({ lines, sandbox: true })));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('SANDBOX');
  });

  test('shows what is paid and what is left', async () => {
    expect(await textOf(invoice({ paid: 20073n }))).toMatch(
      /SAR 320\.00 due 30 April.*Paid −200\.73 Amount due SAR 320\.00/,
    );
    const settled = await textOf(invoice({ paid: 52073n }));
    expect(settled).toContain('Paid in full');
    expect(settled).not.toContain('IBAN');
  });

  test('a credit note names what it corrects and asks for nothing', async () => {
    const text = await textOf(invoice({ kind: 'credit-note', number: 'CN-7', corrects: 'SN-2026-000123' }));
    expect(text).toContain('Credit note');
    expect(text).toContain('Corrects invoice SN-2026-000123');
    expect(text).toContain('SAR 520.73 credited');
    expect(text).not.toContain('IBAN');
  });

  test.each([
    ['KWD', '1,234.567'],
    ['JPY', '1,234,567'],
    ['SAR', '12,345.67'],
  ])('counts decimals of %s by ISO 4217', async (currency, figure) => {
    const taxes = [{ name: 'VAT', rate: '0', base: 1234567n, amount: 0n, note: 'Export of services' }];
    const text = await textOf(
      invoice({ currency, lines: [line({ net: 1234567n })], taxes, tax: 0n, total: 1234567n }),
    );
    expect(text).toContain(`Total ${currency} ${figure}`);
    expect(text).toContain('VAT 0%: Export of services');
  });

  test('negative lines keep a true minus sign', async () => {
    const lines = [line(), line({ quantity: '-2', net: -7547n, description: 'Correction' })];
    expect(await textOf(invoice({ lines }))).toMatch(/Correction 1–31 Mar 2026 31 −2 43\.125 12\.5% −75\.47/);
  });

  test.each([
    ['lines to net', { net: 1n }, 'lines do not sum to net'],
    ['tax', { tax: 1n, total: 45282n }, 'taxes do not sum to tax'],
    ['total', { total: 1n }, 'net and tax do not sum to total'],
    ['tax bases', { taxes: [] }, 'tax bases do not sum to net'],
  ])('never prints figures that do not add up: %s', (_, more, message) => {
    expect(() => invoicePdf(invoice(more))).toThrow(message);
  });

  test('carries the XML it is given', async () => {
    const attachments = [{ name: 'invoice.xml', mime: 'application/xml', data: Buffer.from('<Invoice/>') }];
    const { attachments: read } = await readPdf(await invoicePdf(invoice({ attachments })));
    expect(read).toEqual({ 'invoice.xml': '<Invoice/>' });
  });
});
