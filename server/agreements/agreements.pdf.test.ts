import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPdf } from '../../test/pdf.ts';
import { type ContractDocument, contractPdf } from './agreements.pdf.ts';
import { canonicalText, partnerTerms } from './terms.rules.ts';

const terms = partnerTerms('1.0', {
  en: {
    vendor: 'Sahara Net',
    vendorAddress: 'Dammam',
    governingLaw: 'Saudi Arabia',
    courts: 'the courts of Dammam',
  },
  ar: { vendor: 'صحارى نت', vendorAddress: 'الدمام', governingLaw: 'المملكة', courts: 'محاكم الدمام' },
});
const text = canonicalText(terms, 'en');
const sha256 = createHash('sha256').update(text).digest('hex');

function contract(more: Partial<ContractDocument> = {}): ContractDocument {
  return {
    language: 'en',
    reference: 'PA-2026-0042',
    brand: { name: 'Sahara Net', colour: '#c2410c' },
    vendor: party('Sahara Net', 'SA', '2050123456'),
    reseller: party('Bäckerei IT GmbH', 'DE', null),
    effectiveDate: '2026-03-15',
    annex: {
      bundlePlan: 'Silver bundle',
      billingPreference: 'post-pay',
      currency: 'SAR',
      channelManager: { name: 'Huda Al-Qahtani', email: 'huda@sahara.example' },
      channelSupervisor: { name: 'Omar Farouk', email: 'omar@sahara.example' },
    },
    terms,
    acceptance: {
      person: 'Klara Müller',
      email: 'klara@baeckerei.example',
      at: '2026-03-14T15:04:05.678+03:00',
      ipAddress: '2001:db8::17',
      termsVersion: '1.0',
      language: 'en',
      text,
      sha256,
    },
    sandbox: false,
    ...more,
  };
}

function party(name: string, country: string, registrationNumber: string | null) {
  return { name, address: ['1 Main Street'], country, registrationNumber, taxNumber: `TAX-${country}` };
}

describe('contractPdf', () => {
  test('shows parties, full terms, annex and acceptance record, and carries the accepted text', async () => {
    const { title, pages, attachments } = await readPdf(await contractPdf(contract()));
    const all = pages.join(' ');
    expect(title).toBe('Partner Agreement PA-2026-0042');
    expect(pages[0]).toContain('between Sahara Net and Bäckerei IT GmbH');
    expect(pages[0]).toContain('15 March 2026');
    expect(pages[0]).toContain('1 Main Street Germany Tax no. TAX-DE');
    expect(pages[0]).toContain('Registration no. 2050123456');
    for (const section of terms.text.en.sections)
      expect(all).toContain(`${section.number}. ${section.title}`);
    expect(all).toContain('Bundle plan Silver bundle Billing preference Post-pay');
    expect(all).toContain('Omar Farouk · omar@sahara.example');
    expect(all).toContain('Accepted by Klara Müller');
    expect(all).toContain('14 March 2026, 15:04:05 UTC+03:00');
    expect(all).toContain(`SHA-256 of the exact text ${sha256}`);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
    expect(all).not.toContain('SANDBOX');
    expect(attachments).toEqual({ 'partner-terms-1.0.en.txt': text });
  });

  test('in Arabic says that the English text was the one accepted', async () => {
    const { title, pages, attachments } = await readPdf(
      await contractPdf(contract({ language: 'ar', sandbox: true })),
    );
    const last = pages.at(-1) ?? '';
    expect(title).toBe('اتفاقية الشراكة PA-2026-0042');
    for (const word of ['المسبق', 'مدير', 'الملحق']) expect(pages.join(' ')).toContain(word);
    for (const word of ['القابل', 'المقبول', 'باللغة', '15:04:05 UTC+03:00', sha256])
      expect(last).toContain(word);
    for (const page of pages) expect(page).toContain('اختبار');
    expect(Object.keys(attachments)).toEqual(['partner-terms-1.0.en.txt']);
  });

  test('refuses a record whose hash is not that of its text', () => {
    const acceptance = { ...contract().acceptance, text: `${text} ` };
    expect(() => contractPdf(contract({ acceptance }))).toThrow(
      'PA-2026-0042: the accepted text does not match',
    );
  });

  test('refuses an instant without its offset', () => {
    const acceptance = { ...contract().acceptance, at: '2026-03-14T15:04:05' };
    expect(() => contractPdf(contract({ acceptance }))).toThrow('not an instant with its UTC offset');
  });
});
