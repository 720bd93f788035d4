import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { homeOfKind, paths } from '../../web/paths.ts';
import { moveTo, ownProgram, programNow, programUrl } from './program.ts';
import { type FaceName, type Language, type Say, wordsOf } from './words.ts';

export { expect, type Page } from '@playwright/test';

export type Kind = keyof typeof homeOfKind;

/** Somebody at a browser of their own, and the words of the face they are in. */
export type Visitor = { page: Page; say: Say };

/** The browsers of a test: each visitor has a new one, all are closed with the test. */
export type Desk = {
  language: Language;
  /** Somebody who is not signed in, at an address of the public pages. */
  visit: (address: string) => Promise<Visitor>;
  /** Somebody who signs in by the sign-in page. */
  signIn: (kind: Kind, email: string, password: string) => Promise<Visitor>;
  /** One of the demo's people, who need no sign-in page: `signInAs('vendor', 'finance')`. Its home has begun to load. */
  signInAs: (kind: Kind, role: string) => Promise<Visitor>;
  /** Moves the program to an instant (ISO 8601), and every browser with it. */
  moveTo: (instant: string) => Promise<void>;
};

const FACE_OF = { vendor: 'vendor', reseller: 'console', customer: 'panel' } as const satisfies Record<
  Kind,
  FaceName
>;

/** `alone`: the tests of a worker have a program of their own, whose clock they may move while others are at work on the common one. */
export type WorkerOptions = { alone: boolean };

/** How long a program may take to start while others are at work. */
const START_LIMIT_MS = 600_000;

export const test = base.extend<{ language: Language; desk: Desk }, WorkerOptions & { program: undefined }>({
  alone: [false, { option: true, scope: 'worker' }],
  program: [
    async ({ alone }, use) => {
      const stop = alone ? await ownProgram() : async () => {};
      await use(undefined);
      await stop();
    },
    { scope: 'worker', auto: true, timeout: START_LIMIT_MS },
  ],
  language: ['en', { option: true }],
  desk: async ({ browser, language }, use) => {
    const opened: BrowserContext[] = [];
    const complaints: string[] = [];
    await use(
      deskOf(
        language,
        async () => {
          const context = await openBrowser(browser, language);
          opened.push(context);
          hear(context, complaints);
          return context;
        },
        opened,
      ),
    );
    for (const context of opened) await context.close();
    expect(complaints, 'what the pages left in the console').toEqual([]);
  },
});

/** A request that was refused, a page that could not be fetched; and what a browser run puts into every document, kept out of a letter's frame, which may run nothing. */
const NO_FAULT =
  /^(Failed to load resource|TypeError: The server is away|Blocked script execution in 'about:srcdoc')/;

/** Notes errors that a page does not catch or that the browser reports of it, such as a breach of its policy. */
function hear(context: BrowserContext, complaints: string[]): void {
  context.on('weberror', (event) => complaints.push(event.error().message));
  context.on('console', (line) => {
    if (line.type() === 'error' && !NO_FAULT.test(line.text())) complaints.push(line.text());
  });
}

function deskOf(
  language: Language,
  open: () => Promise<BrowserContext>,
  opened: readonly BrowserContext[],
): Desk {
  const visit: Desk['visit'] = async (address) => {
    const page = await (await open()).newPage();
    await page.goto(address);
    return { page, say: await wordsOf('apply', language) };
  };
  const signIn: Desk['signIn'] = async (kind, email, password) => {
    const { page, say } = await visit(paths.signIn);
    await page.getByRole('textbox', { name: say('E-mail address') }).fill(email);
    await page.getByRole('textbox', { name: say('Password'), exact: true }).fill(password);
    await page.getByRole('button', { name: say('Sign in'), exact: true }).click();
    await page.waitForURL(`**${homeOfKind[kind]}`);
    return { page, say: await wordsOf(FACE_OF[kind], language) };
  };
  return {
    language,
    visit,
    signIn,
    signInAs: async (kind, role) => {
      const page = await (await open()).newPage();
      const { email, password } = await demoPerson(kind, role);
      const answer = await page.request.post('/v1/session', {
        data: { email, password },
        headers: { 'x-caravan-csrf': '1' },
      });
      if (!answer.ok()) throw new Error(`signing ${email} in answers ${answer.status()}`);
      await page.goto(homeOfKind[kind], { waitUntil: 'commit' });
      return { page, say: await wordsOf(FACE_OF[kind], language) };
    },
    moveTo: async (instant) => {
      moveTo(instant);
      for (const context of opened) await context.clock.setFixedTime(instant);
    },
  };
}

type DemoPerson = { kind: Kind; role: string; email: string; password: string };

/** One of the people whom the sign-in page offers. */
async function demoPerson(kind: Kind, role: string): Promise<DemoPerson> {
  const answer = await fetch(`${programUrl()}/v1/session/demo`);
  const { items } = (await answer.json()) as { items: DemoPerson[] };
  const person = items.find((one) => one.kind === kind && one.role === role);
  if (!person) throw new Error(`the demo has nobody who is ${kind} ${role}`);
  return person;
}

/** A browser with nothing in it, that reads in the language and lives at the program's instant. */
async function openBrowser(browser: Browser, language: Language): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: programUrl(), reducedMotion: 'reduce' });
  await context.addInitScript((chosen) => {
    // The empty page a browser begins with keeps nothing.
    if (location.protocol !== 'about:') localStorage.setItem('caravan.language', chosen);
  }, language);
  await context.clock.setFixedTime(programNow());
  return context;
}
