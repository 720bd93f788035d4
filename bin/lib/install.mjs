// Keeps node_modules as package-lock.json says. Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OUTPUT_LINES = 12;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs `npm ci` unless what is installed is what package-lock.json asks for. `installed` says whether it ran; `failure` is
 * the sentence for the person if it failed.
 */
export async function ensureInstalled(root) {
  const marker = join(root, 'node_modules', '.caravan-lock-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return { installed: false };
  const installed = !matchesLock(root);
  if (installed) {
    console.log('Installing packages (npm ci) …');
    const { code, output } = await runNpm(root);
    if (code !== 0) return { installed, failure: explain(output) };
    console.log(
      output
        .trim()
        .split('\n')
        .findLast((line) => /added|up to date/.test(line)) ?? 'Installed.',
    );
  }
  writeFileSync(marker, hash);
  return { installed };
}

/** Whether npm's own record of node_modules has what the lock file asks for; so `npm install` is not done over. */
function matchesLock(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = present[path];
    if (!found || !existsSync(join(root, path))) return Boolean(optional) && !found;
    return found.version === version && found.integrity === integrity;
  });
}

/** npm must not run on the Node it is about to replace, so that one is taken out of its PATH. */
function runNpm(root) {
  const own = join(root, 'node_modules');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(own));
  const env = { ...process.env, PATH: path.join(delimiter), NODE_ENV: 'development' };
  const child = spawn('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // An npm that outlived this process would be in the way of the next start's; asked to end, it takes its time.
  const abandon = () => child.kill('SIGKILL') && process.exit(1);
  for (const signal of SIGNALS) process.on(signal, abandon);
  return new Promise((resolve) => {
    let output = '';
    const end = (code) => {
      for (const signal of SIGNALS) process.off(signal, abandon);
      resolve({ code, output });
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      output += error.message;
      end(1);
    });
    child.on('close', end);
  });
}

/** npm says what is wrong first and how to use npm last. */
function explain(output) {
  const lines = output.trim().split('\n');
  const errors = lines.filter((line) => line.startsWith('npm error'));
  const told = (errors.length > 0 ? errors : lines).slice(0, OUTPUT_LINES).join('\n');
  return `${told}\n\nnpm could not install Caravan's packages. If the reason above is the network, start again when it works.`;
}
