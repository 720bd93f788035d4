import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { instant } from './dates.ts';

export type PdfLanguage = 'en' | 'ar';

/** A file carried inside the PDF, such as an invoice's XML. `mime` is its media type. */
export type PdfAttachment = { name: string; mime: string; data: Uint8Array; description?: string };

export type PdfRequest = {
  /** A template file under server/ as a file URL, or Typst source. Templates are ours: never build one from input. */
  template: URL | string;
  /** Anything JSON can hold; the template reads it as `data` from /base/typst/document.typ. */
  data: unknown;
  language: PdfLanguage;
  /** What the PDF carries as its creation date: an ISO 8601 date or instant. The same request gives the same bytes. */
  createdAt: string;
  attachments?: PdfAttachment[];
  /** PDF/A-3b: archivable, attachments allowed. Default true. */
  pdfA?: boolean;
};

export type PdfPrinterOptions = {
  /** Longest one document may take, in milliseconds. */
  limitMs: number;
  /** After this many milliseconds without work the thread ends and gives its memory back. */
  idleMs: number;
  /** The program that the thread runs: the Typst one unless said otherwise. */
  program?: URL;
};

/** What goes to the thread. `createdAt` in seconds since 1970. */
export type PdfOrder = Omit<PdfRequest, 'template' | 'createdAt' | 'data'> & {
  file: string | undefined;
  source: string;
  json: string;
  createdAt: number;
};

/** What comes back. */
export type PdfAnswer = { pdf: Uint8Array } | { error: string };

type Job = { order: PdfOrder; resolve(pdf: Uint8Array): void; reject(cause: Error): void };

/**
 * A queue in front of one Typst thread. The thread starts with the first document and ends when idle. A
 * document that fails, takes too long or kills the thread rejects alone; the next one gets a fresh thread.
 */
export class PdfPrinter {
  readonly #options: PdfPrinterOptions;
  readonly #queue: Job[] = [];
  #current: Job | undefined;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PdfPrinterOptions) {
    this.#options = options;
  }

  /** True while the thread is alive. */
  get running(): boolean {
    return this.#thread !== undefined;
  }

  /** Makes one document. Documents are made one after another, in the order asked. */
  render(request: PdfRequest): Promise<Uint8Array> {
    const order = toOrder(request);
    return new Promise((resolve, reject) => {
      this.#queue.push({ order, resolve, reject });
      if (this.#current === undefined) this.#next();
    });
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#current = this.#queue.shift();
    if (this.#current === undefined) this.#rest();
    else this.#work(this.#current.order);
  }

  #work(order: PdfOrder): void {
    const { limitMs } = this.#options;
    this.#thread ??= this.#start();
    this.#thread.ref();
    this.#thread.postMessage(order);
    this.#timer = setTimeout(() => this.#fail(new Error(`PDF took longer than ${limitMs} ms`)), limitMs);
  }

  #rest(): void {
    this.#thread?.unref();
    this.#timer = setTimeout(() => this.#stop(), this.#options.idleMs);
    this.#timer.unref();
  }

  #start(): Worker {
    const { program = new URL('./pdf.worker.ts', import.meta.url) } = this.#options;
    const worker = new Worker(program, { execArgv: [] });
    const ours = () => worker === this.#thread;
    worker.on('message', (answer: PdfAnswer) => ours() && this.#settle(answer));
    worker.on('error', (cause) => ours() && this.#fail(new Error('PDF thread crashed', { cause })));
    worker.on('exit', () => ours() && this.#fail(new Error('PDF thread ended')));
    return worker;
  }

  #settle(answer: PdfAnswer): void {
    if ('pdf' in answer) this.#current?.resolve(answer.pdf);
    else this.#current?.reject(new Error(`PDF could not be made: ${answer.error}`));
    this.#next();
  }

  #fail(cause: Error): void {
    this.#stop();
    this.#current?.reject(cause);
    this.#next();
  }

  /** Lets the thread go. Native code can't be interrupted: a thread in mid-document ends when it returns. */
  #stop(): void {
    const worker = this.#thread;
    this.#thread = undefined;
    worker?.unref();
    void worker?.terminate();
  }
}

// A thread that runs out of memory can take the whole process with it. 200 invoice lines are 60 kB.
const mostData = 20_000_000;

function toOrder({ template, data, createdAt, ...rest }: PdfRequest): PdfOrder {
  const seconds = Math.floor(instant(createdAt).getTime() / 1000);
  if (Number.isNaN(seconds)) throw new RangeError(`createdAt is not an ISO 8601 date: ${createdAt}`);
  const file = template instanceof URL ? fileURLToPath(template) : undefined;
  const source = template instanceof URL ? '' : template;
  const json = JSON.stringify(data);
  if (json.length > mostData) throw new RangeError(`a PDF of ${json.length} characters of data is too large`);
  return { ...rest, json, createdAt: seconds, file, source };
}

const printer = new PdfPrinter({ limitMs: 20_000, idleMs: 30_000 });

/**
 * Makes a PDF from a Typst template and data, in the process's one Typst thread. Answers the file's bytes;
 * the same request always gives the same bytes. Rejects with Typst's sentence when the template is wrong,
 * and when the document takes longer than 20 s.
 */
export function renderPdf(request: PdfRequest): Promise<Uint8Array> {
  return printer.render(request);
}
