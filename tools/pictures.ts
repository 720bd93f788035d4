/**
 * Makes the README's pictures of the faces: starts a Caravan of its own with the whole demo, signs in as its people and
 * photographs what they see into docs/pictures.
 *
 *     npm run pictures
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { BROWSER_ARGS, ensureBrowser } from '../bin/lib/browser.ts';
import { freePort } from '../bin/lib/ports.ts';
import { startCaravan } from '../test/caravan.ts';
import { atRest } from '../test/e2e/parts.ts';
import { paths } from '../web/paths.ts';

type Picture = {
  name: string;
  kind: 'vendor' | 'reseller' | 'customer';
  role: string;
  path: string;
  language: 'en' | 'ar';
  theme: 'light' | 'dark';
};

const PICTURES: readonly Picture[] = [
  {
    name: 'office',
    kind: 'vendor',
    role: 'administrator',
    path: paths.office.home,
    language: 'en',
    theme: 'light',
  },
  {
    name: 'console',
    kind: 'reseller',
    role: 'owner',
    path: paths.console.home,
    language: 'en',
    theme: 'dark',
  },
  {
    name: 'store',
    kind: 'reseller',
    role: 'owner',
    path: paths.console.store,
    language: 'ar',
    theme: 'light',
  },
  {
    name: 'panel',
    kind: 'customer',
    role: 'administrator',
    path: paths.panel.home,
    language: 'ar',
    theme: 'light',
  },
];
const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures');
const SIZE = { width: 1280, height: 800 };
const FIRST_PORT = 26_000;

async function take(browser: Browser, baseURL: string, picture: Picture): Promise<void> {
  const context = await browser.newContext({ baseURL, viewport: SIZE, reducedMotion: 'reduce' });
  const { language, theme } = picture;
  await context.addInitScript(
    ([chosen, shade]) => {
      localStorage.setItem('caravan.language', chosen);
      localStorage.setItem('caravan.theme', shade);
    },
    [language, theme] as const,
  );
  await signIn(context.request, picture);
  const page = await context.newPage();
  await page.goto(picture.path);
  await atRest(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${picture.name}.png`) });
  await context.close();
  console.log(`docs/pictures/${picture.name}.png`);
}

/** As one of the people whom the sign-in page offers. */
async function signIn(
  request: Awaited<ReturnType<Browser['newContext']>>['request'],
  { kind, role }: Picture,
): Promise<void> {
  const { items } = await (await request.get('/v1/session/demo')).json();
  const person = items.find((one: Picture) => one.kind === kind && one.role === role);
  const { email, password } = person;
  const answer = await request.post('/v1/session', {
    data: { email, password },
    headers: { 'x-caravan-csrf': '1' },
  });
  if (!answer.ok()) throw new Error(`Sign-in of ${email} answered ${answer.status()}.`);
}

const found = ensureBrowser();
if ('failure' in found) throw new Error(found.failure);
const folder = mkdtempSync(join(tmpdir(), 'caravan-pictures-'));
const port = await freePort(FIRST_PORT);
const env = { PORT: String(port), SANDBOX_PORT: String(await freePort(port + 1)) };
const caravan = await startCaravan({ folder: join(folder, 'caravan'), env });
const browser = await chromium.launch({ executablePath: found.path, args: BROWSER_ARGS });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of PICTURES) await take(browser, caravan.url, picture);
} finally {
  await browser.close();
  await caravan.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
