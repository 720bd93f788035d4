// From the machine's own Node (20 or newer) to Node 24, which npm installs beside the other packages.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Kept between starts, compiled programs start twice as fast and in two thirds of the memory. */
const CACHE = join(ROOT, '.caravan', 'cache');
const OLDEST = 20;
const WANTED = 24;
const PARENT_LOOK_MS = 500;

/** Installs what is missing and runs a TypeScript program of the repository in Node 24. Never returns while that runs. */
export async function boot(program, args) {
  process.env.NODE_COMPILE_CACHE ??= CACHE;
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST) fail(`Caravan needs Node ${OLDEST} or newer to start; this is ${process.version}.`);
  const { installed, failure } = await ensureInstalled(ROOT);
  if (failure) fail(failure);
  if (process.env.npm_lifecycle_event) endWithParent();
  if (major >= WANTED && !installed) return runHere(program, args);
  const node = findNode(major);
  if (!node) {
    fail(
      `Caravan needs Node ${WANTED}; this is ${process.version}, and there is no ready-made one for ` +
        `${process.platform}-${process.arch}. Install Node ${WANTED} from https://nodejs.org and start again.`,
    );
  }
  runThere(node, program, args);
}

/** Node 24 from the optional package for this platform; else the machine's own, if it is new enough. */
function findNode(major) {
  const bundled = join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  return major >= WANTED ? process.execPath : null;
}

async function runHere(program, args) {
  module.enableCompileCache?.(CACHE);
  process.argv.splice(1, process.argv.length, join(ROOT, program), ...args);
  await import(pathToFileURL(join(ROOT, program)).href);
}

/** The IPC channel tells the program when this process is gone, even by kill -9. */
function runThere(node, program, args) {
  const child = spawn(node, [join(ROOT, program), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: CACHE, ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${node} can't run on this machine: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** npm passes signals on to the shell between us, and that dies of them without telling; so we look. */
function endWithParent() {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  };
  const timer = setInterval(look, PARENT_LOOK_MS);
  timer.unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
