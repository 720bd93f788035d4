import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { coveredCodePoints, documentFonts } from './pdf.fonts.ts';
import type { PdfAnswer, PdfOrder } from './pdf.ts';

/**
 * The Typst thread: compiles one document per message. Data enters as JSON in `sys.inputs`, attachments as
 * virtual files; neither ever becomes Typst source.
 */
const workspace = fileURLToPath(new URL('..', import.meta.url));
const fonts = documentFonts();
const covered = new Set(fonts.flatMap((font) => [...coveredCodePoints(font)]));
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });

parentPort?.on('message', (order: PdfOrder) => {
  const made = answer(order);
  // Handed over, not copied: a second copy of each file would wait here for the garbage collector.
  parentPort?.postMessage(made, 'pdf' in made ? [made.pdf.buffer as ArrayBuffer] : []);
});

function answer(order: PdfOrder): PdfAnswer {
  try {
    return { pdf: new Uint8Array(compile(order)) };
  } catch (cause) {
    return { error: reason(cause) };
  } finally {
    compiler.resetShadow();
    // Typst memoizes every layout for ever; without this the process grows by megabytes per document.
    compiler.evictCache(0);
  }
}

function compile(order: PdfOrder): Uint8Array {
  const attachments = (order.attachments ?? []).map(({ name, mime, data, description }, i) => {
    const path = `/attachments/${i}`;
    compiler.mapShadow(workspace + path.slice(1), Buffer.from(data));
    return { name, mime, path, description };
  });
  const inputs = {
    data: printable(order.json),
    language: order.language,
    attachments: JSON.stringify(attachments),
  };
  const source = order.file ? { mainFilePath: order.file } : { mainFileContent: order.source };
  return compiler.pdf(
    { ...source, inputs, resetRead: true },
    { ...(order.pdfA === false ? {} : { pdfStandard: 'a-3b' }), creationTimestamp: order.createdAt },
  );
}

/**
 * The JSON text with each character no document font can draw shown as the replacement character: PDF/A refuses a missing
 * glyph, and an invoice must be made whatever a customer is called. Control characters and the invisible
 * direction overrides, which could make a name read as another, are dropped.
 */
function printable(json: string): string {
  return JSON.stringify(JSON.parse(json, (_, value) => (typeof value === 'string' ? clean(value) : value)));
}

function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (c) => (c === '\n' || c === '\t' ? c : ''))
    .replace(/[^\n\t\p{Default_Ignorable_Code_Point}]/gu, (c) =>
      covered.has(c.codePointAt(0) ?? 0) ? c : '\ufffd',
    );
}

/** Typst's own sentences out of its diagnostics, which arrive as Rust debug text. */
function reason(cause: unknown): string {
  const raw = String((cause as { code?: unknown })?.code ?? cause);
  const sentences = [...raw.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]);
  return sentences.length > 0 ? [...new Set(sentences)].join('; ') : raw.replace(/^\d+: /, '');
}
