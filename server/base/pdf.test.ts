import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readPdf } from '../../test/pdf.ts';
import { PdfPrinter, type PdfRequest, renderPdf } from './pdf.ts';
import { processIdentity } from './process.ts';

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

/** Keeps Typst busy for minutes, in little memory. */
const slowSource = '#for a in range(100000) { for b in range(10000) { let _ = calc.sin(b) } }';

/** Waits until no process has this id any more. */
async function gone(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('there was no process');
  await vi.waitFor(() => expect(processIdentity(pid)).toBeNull(), { timeout: 5000, interval: 50 });
}

/** Waits until the printer's process has ended, be it that it has already. */
async function ended(printer: PdfPrinter): Promise<void> {
  await vi.waitFor(() => expect(printer.running).toBe(false), { timeout: 5000, interval: 50 });
}

/** A program file with these statements, for this test only. */
async function programOf(text: string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'caravan-pdf-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'program.mjs'), text);
  return pathToFileURL(join(folder, 'program.mjs'));
}

describe('the Typst process', () => {
  test('starts with the first document, ends when idle and starts again', async () => {
    const printer = new PdfPrinter({ limitMs: 10_000, idleMs: 50 });
    expect(printer.running).toBe(false);
    await printer.render(plain('one'));
    expect(printer.running).toBe(true);
    const { pid } = printer;
    await gone(pid);
    expect(printer.running).toBe(false);
    expect((await printer.render(plain('two'))).length).toBeGreaterThan(1000);
    await ended(printer);
  });

  test('is killed by a document that takes too long; the next document is made', async () => {
    const printer = new PdfPrinter({ limitMs: 4000, idleMs: 10 });
    const slow = printer.render(plain(slowSource));
    const next = printer.render(plain('next'));
    const { pid } = printer;
    await expect(slow).rejects.toThrow('PDF took longer than 4000 ms');
    await gone(pid);
    expect((await next).length).toBeGreaterThan(1000);
    await ended(printer);
  });

  test('rejects one document when it is killed, and the next is made', async () => {
    const printer = new PdfPrinter({ limitMs: 10_000, idleMs: 10 });
    const both = [printer.render(plain(slowSource)), printer.render(plain('next'))] as const;
    process.kill(printer.pid ?? Number.NaN, 'SIGKILL');
    await expect(both[0]).rejects.toThrow('PDF process ended: SIGKILL');
    expect((await both[1]).length).toBeGreaterThan(1000);
    await ended(printer);
  });

  test('rejects one document when it runs out of memory, and the next is made', async () => {
    const program = await programOf(`process.on('message', ({ source }) => {
      for (const kept = []; source === 'huge'; ) kept.push(new Array(1e6).fill(0));
      process.send({ pdf: new Uint8Array(1001) });
    });`);
    const printer = new PdfPrinter({ limitMs: 20_000, idleMs: 10, program });
    const both = [printer.render(plain('huge')), printer.render(plain('next'))] as const;
    await expect(both[0]).rejects.toThrow(/PDF process ended: SIG/);
    expect((await both[1]).length).toBeGreaterThan(1000);
    await ended(printer);
  });

  test.each([
    ['ends', 'process.exit(3)', 'PDF process ended: 3'],
    ['throws', 'throw new Error("broken, on purpose")', 'PDF process ended: 1'],
  ])('rejects its document when it %s, and stays usable', async (_, statement, sentence) => {
    const program = await programOf(`process.on('message', () => { ${statement} });`);
    const printer = new PdfPrinter({ limitMs: 5000, idleMs: 10, program });
    const both = [printer.render(plain('one')), printer.render(plain('two'))];
    for (const each of both) await expect(each).rejects.toThrow(sentence);
    expect(printer.running).toBe(false);
  });
});

describe('the process that asks', () => {
  /** Starts a process that runs `statements` with a printer, and tells the pid of its Typst process. */
  async function asker(statements: string) {
    const pdf = JSON.stringify(new URL('./pdf.ts', import.meta.url));
    const program = await programOf(`import { PdfPrinter } from ${pdf};
      const printer = new PdfPrinter({ limitMs: 60_000, idleMs: 60_000 });
      const plain = (template) => ({ template, data: {}, language: 'en', createdAt: '2026-03-14', pdfA: false });
      ${statements}`);
    const child = spawn(process.execPath, [program.pathname], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    const [line] = await once(child.stdout, 'data');
    return { child, ended, pid: Number(line) };
  }

  test('is not kept alive by an idle Typst process, which ends with it', async () => {
    const { ended, pid } = await asker(`await printer.render(plain('one')); console.log(printer.pid);`);
    expect(await ended).toEqual([0, null]);
    await gone(pid);
  });

  test('takes the Typst process along when it is killed, in mid-document too', async () => {
    const { child, pid } = await asker(`await printer.render(plain('one'));
      printer.render(plain('${slowSource}'));
      setTimeout(() => console.log(printer.pid), 300);`);
    expect(processIdentity(pid)).not.toBeNull();
    child.kill('SIGKILL');
    await gone(pid);
  });
});
