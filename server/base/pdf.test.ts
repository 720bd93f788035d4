import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readPdf } from '../../test/pdf.ts';
import { PdfPrinter, type PdfRequest, renderPdf } from './pdf.ts';

const template = `#import "/base/typst/document.typ": *
#show: document-style.with(title: "Letter")
= #iso(data.name)
#ltr("SAR 12.00")`;

function letter(name: string, more: Partial<PdfRequest> = {}): PdfRequest {
  const data = { name, brand: { name: 'Sahara Net', colour: '#ffd400' } };
  return { template, data, language: 'en', createdAt: '2026-03-14T12:00:00Z', ...more };
}

function plain(source: string): PdfRequest {
  return { template: source, data: {}, language: 'en', createdAt: '2026-03-14', pdfA: false };
}

describe('renderPdf', () => {
  test('draws Latin and Arabic from data, in either direction', async () => {
    const english = await readPdf(await renderPdf(letter('Bäckerei Müller & Ελλάς & Москва')));
    expect(english.title).toBe('Letter');
    expect(english.pages).toHaveLength(1);
    expect(english.pages[0]).toContain('Bäckerei Müller & Ελλάς & Москва SAR 12.00');
    expect(english.pages[0]).toContain('Page 1 of 1');
    const arabic = await readPdf(await renderPdf(letter('مدارس الرواد', { language: 'ar' })));
    expect(arabic.pages[0]).toContain('مدارس');
    expect(arabic.pages[0]).toContain('صفحة');
  });

  test('never reads data as Typst source', async () => {
    const { pages } = await readPdf(await renderPdf(letter('#panic("no") $x$ *b* \\ "quoted"')));
    expect(pages[0]).toContain('#panic("no") $x$ *b* \\ "quoted"');
  });

  test('gives the same bytes for the same request, as archivable PDF/A-3b', async () => {
    const [one, two] = await Promise.all([renderPdf(letter('Najd IT')), renderPdf(letter('Najd IT'))]);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(Buffer.from(one).toString('latin1')).toMatch(/pdfaid:part>3<[\s\S]*pdfaid:conformance>B</);
  });

  test('carries attachments', async () => {
    const data = Buffer.from('<Invoice>é</Invoice>');
    const attachments = [{ name: 'invoice.xml', mime: 'application/xml', data }];
    const { attachments: read } = await readPdf(await renderPdf(letter('x', { attachments })));
    expect(read).toEqual({ 'invoice.xml': '<Invoice>é</Invoice>' });
    expect((await readPdf(await renderPdf(letter('x')))).attachments).toEqual({});
  });

  test('makes the document although no font has a letter, and drops hidden direction overrides', async () => {
    const { pages } = await readPdf(await renderPdf(letter('株式 Acme \u202egnp.exe\u0007')));
    expect(pages[0]).toContain('\ufffd\ufffd Acme gnp.exe');
  });

  test.each([
    ['#let unfinished = (', /unclosed delimiter/],
    ['#read("/../package.json")', /PDF could not be made/],
    ['#panic("sums differ")', /sums differ/],
  ])('refuses a template that is wrong: %s', async (source, sentence) => {
    await expect(renderPdf(plain(source))).rejects.toThrow(sentence);
    expect((await readPdf(await renderPdf(plain('next')))).pages).toHaveLength(1);
  });

  test('refuses a creation date that is none, and data beyond all measure', () => {
    expect(() => renderPdf(letter('x', { createdAt: 'yesterday' }))).toThrow(/ISO 8601/);
    expect(() => renderPdf(letter('x'.repeat(20_000_001)))).toThrow(/too large/);
  });
});

describe('the thread', () => {
  test('ends when idle and starts again', async () => {
    const printer = new PdfPrinter({ limitMs: 10_000, idleMs: 20 });
    expect(printer.running).toBe(false);
    await printer.render(plain('one'));
    expect(printer.running).toBe(true);
    await wait(60);
    expect(printer.running).toBe(false);
    expect((await printer.render(plain('two'))).length).toBeGreaterThan(1000);
  });

  test('is left behind by a document that takes too long; the next document is made', async () => {
    const printer = new PdfPrinter({ limitMs: 2000, idleMs: 10 });
    const slow = printer.render(plain('#range(1000000).map(x => calc.sin(x)).sum()'));
    const next = printer.render(plain('next'));
    await expect(slow).rejects.toThrow('PDF took longer than 2000 ms');
    expect((await next).length).toBeGreaterThan(1000);
  });

  test.each([
    ['ends', 'process.exit(3)', /PDF thread ended/],
    ['throws', 'throw new Error("broken")', /PDF thread crashed/],
  ])('rejects its document when it %s, and stays usable', async (_, statement, sentence) => {
    const once = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', () => { ${statement} })`;
    const program = new URL(
      `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('file:///'); ${once}`)}`,
    );
    const printer = new PdfPrinter({ limitMs: 5000, idleMs: 10, program });
    const both = [printer.render(plain('one')), printer.render(plain('two'))];
    for (const each of both) await expect(each).rejects.toThrow(sentence);
    expect(printer.running).toBe(false);
  });
});
