import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What `npm test` needs from Debian's archive when it may install. */
const DEBIAN_PACKAGES = ['chromium'];
const APT = '/usr/bin/apt-get';

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
  const command = `apt-get install --yes ${DEBIAN_PACKAGES.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync(APT)) return { failure: advice(command) };
  process.stdout.write(`Installing the browser (${command}) …\n`);
  const failed = apt(['update']) ?? apt(['install', '--yes', '--no-install-recommends', ...DEBIAN_PACKAGES]);
  const path = findBrowser();
  return path ? { path } : { failure: `${failed ?? ''}\n${advice(command)}` };
}

function advice(command: string): string {
  const how =
    process.platform === 'linux' && existsSync(APT)
      ? `Run: sudo ${command}`
      : 'Install Chromium or Google Chrome.';
  return `The browser tests need Chromium, and there is none. ${how}\nOr set CHROMIUM_PATH to one.`;
}

/** Runs apt-get; answers the end of its output when it failed. */
function apt(args: string[]): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(APT, args, { env, encoding: 'utf8' });
  return status === 0 ? null : `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
}

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

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
