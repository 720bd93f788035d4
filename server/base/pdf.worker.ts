import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { coveredCodePoints, documentFonts } from './pdf.fonts.ts';
import type { PdfAnswer, PdfOrder } from './pdf.ts';

/**
 * The Typst process: compiles one document per message from its parent (pdf.ts). Data enters as JSON in
 * `sys.inputs`, attachments as virtual files; neither ever becomes Typst source.
 */
const workspace = fileURLToPath(new URL('..', import.meta.url));
const fonts = documentFonts();
const covered = new Set(fonts.flatMap((font) => [...coveredCodePoints(font)]));
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });

process.on('message', (order: PdfOrder) => process.send?.(answer(order)));
endWithParent();

/**
 * The parent decides when this process ends. A signal that a terminal or a service manager sends to both is
 * left to the parent, which may be waiting for a document before it closes. The parent's end is seen as
 * 'disconnect' when idle; in mid-document nothing is seen here, so a thread looks whether the parent is there.
 */
function endWithParent(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  const look = `const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500)`;
  new Worker(look, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } });
}

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
