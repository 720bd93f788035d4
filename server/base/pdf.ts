import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
  /** After this many milliseconds without work the child process ends, which gives its memory back to the system. */
  idleMs: number;
  /** The program that the child process runs, as a file URL: the Typst one unless said otherwise. */
  program?: URL;
};

/** What goes to the child process. `createdAt` in seconds since 1970. */
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
 * A queue in front of one Typst process. It starts with the first document and ends when idle. It is a process
 * and not a thread because Typst is native code: a process gives all its memory back when it ends, can be killed
 * in the middle of a document, and when it crashes or runs out of memory takes nothing else with it. A document
 * that fails, takes too long or kills the process rejects alone; the next one gets a fresh process.
 */
export class PdfPrinter {
  readonly #options: PdfPrinterOptions;
  readonly #queue: Job[] = [];
  #current: Job | undefined;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PdfPrinterOptions) {
    this.#options = options;
  }

  /** True while the child process is there. */
  get running(): boolean {
    return this.#child !== undefined;
  }

  /** The child process's id, while it is there. */
  get pid(): number | undefined {
    return this.#child?.pid;
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
    this.#child ??= this.#start();
    hold(this.#child, true);
    // A message that can't be sent is an 'error' event, as a process that can't be started is.
    this.#child.send(order);
    this.#timer = setTimeout(() => this.#fail(new Error(`PDF took longer than ${limitMs} ms`)), limitMs);
  }

  #rest(): void {
    if (this.#child === undefined) return;
    hold(this.#child, false);
    this.#timer = setTimeout(() => this.#stop(), this.#options.idleMs);
    this.#timer.unref();
  }

  #start(): ChildProcess {
    const { program = new URL('./pdf.worker.ts', import.meta.url) } = this.#options;
    const child = fork(program, {
      execArgv: [`--max-old-space-size=${heapMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ours = () => child === this.#child;
    child.on('message', (answer: PdfAnswer) => ours() && this.#settle(answer));
    child.on('error', (cause) => ours() && this.#fail(new Error('PDF process failed', { cause })));
    child.on(
      'exit',
      (code, signal) => ours() && this.#fail(new Error(`PDF process ended: ${signal ?? code}`)),
    );
    return child;
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

  /** Ends the child process at once, in mid-document too. It holds nothing that needs closing. */
  #stop(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    hold(child, false);
    child.kill('SIGKILL');
  }
}

/** Whether the child process keeps this one alive: only as long as a document is being made. */
function hold(child: ChildProcess, held: boolean): void {
  if (held) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

// JavaScript's part of the child: the data and the finished file. Typst's own memory comes on top.
const heapMb = 256;

// Beyond this it is a mistake, and the child would only run out of memory. 200 invoice lines are 60 kB.
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
 * Makes a PDF from a Typst template and data, in this process's one Typst process. Answers the file's bytes;
 * the same request always gives the same bytes. Rejects with Typst's sentence when the template is wrong,
 * and when the document takes longer than 20 s or kills the Typst process.
 */
export function renderPdf(request: PdfRequest): Promise<Uint8Array> {
  return printer.render(request);
}
