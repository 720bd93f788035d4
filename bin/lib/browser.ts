import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installPackages, isProgram } from './debian.ts';

/** What `npm test` needs from Debian's archive when it may install. */
const DEBIAN_PACKAGES = ['chromium'];

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What Chromium is started with. As root it has no sandbox; the rest keeps it from asking the network for anything. */
export const BROWSER_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium to test with: CHROMIUM_PATH, the system's, or one Playwright downloaded. Null when there is none. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | null {
  const places = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : [...PLACES, ...playwrightBrowsers(env)];
  return places.find(isProgram) ?? null;
}

/**
 * Finds the browser, or installs Debian's as root. Answers its path, or the sentence that says what to do.
 */
export function ensureBrowser(): { path: string } | { failure: string } {
  const found = findBrowser();
  if (found) return { path: found };
  if (process.env.CHROMIUM_PATH)
    return { failure: `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}; there is no program.` };
  const failed = installPackages(DEBIAN_PACKAGES, 'the browser');
  const path = findBrowser();
  return path ? { path } : { failure: `${ADVICE}\n${failed ?? ''}` };
}

const ADVICE = 'The browser tests need Chromium, and there is none. CHROMIUM_PATH can name one.';

function playwrightBrowsers(env: NodeJS.ProcessEnv): string[] {
  const cache = process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright';
  const folder = env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), cache);
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).filter((name) => name.startsWith('chromium-'));
  const programs = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  return versions
    .toSorted()
    .reverse()
    .flatMap((version) => programs.map((program) => join(folder, version, program)));
}
