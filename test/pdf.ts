import { getDocumentProxy } from 'unpdf';

type PDFDocumentProxy = Awaited<ReturnType<typeof getDocumentProxy>>;

export type ReadPdf = {
  /** Each page's text, spaces collapsed, invisible direction marks dropped. */
  pages: string[];
  title: string;
  attachments: Record<string, string>;
};

/** Reads a PDF back with pdf.js: what a person would copy out of it. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, i) => {
      const { items } = await (await document.getPage(i + 1)).getTextContent();
      return tidy(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    }),
  );
  const { info } = await document.getMetadata();
  return {
    pages,
    title: String((info as { Title?: unknown }).Title ?? ''),
    attachments: await readAttachments(document),
  };
}

async function readAttachments(document: PDFDocumentProxy): Promise<Record<string, string>> {
  const files = [...((await document.getAttachments()) ?? new Map()).keys()];
  const entries = files.map(async (name) => {
    const content = await document.getAttachmentContent(name);
    return [name, new TextDecoder().decode(content ?? new Uint8Array())];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function tidy(text: string): string {
  return text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ');
}
