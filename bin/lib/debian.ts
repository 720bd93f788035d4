import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const APT = '/usr/bin/apt-get';

/** Where a program of this name is on the PATH, or null. */
function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const places = [...(env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
  return places.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

/** Whether there is such a file and it can be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs Debian's packages, as root on a machine that has apt-get. Answers null when done, else what to do. */
export function installPackages(packages: readonly string[], what: string): string | null {
  const command = `apt-get install --yes ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync(APT)) return advice(command, packages);
  process.stdout.write(`Installing ${what} (${command}) …\n`);
  const failed = apt(['update']) ?? apt(['install', '--yes', '--no-install-recommends', ...packages]);
  return failed === null ? null : `${failed}\n${advice(command, packages)}`;
}

function advice(command: string, packages: readonly string[]): string {
  return existsSync(APT) ? `Run: sudo ${command}` : `Install ${packages.join(' and ')}.`;
}

/** Runs apt-get; answers the end of its output when it failed. */
function apt(args: string[]): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(APT, args, { env, encoding: 'utf8' });
  return status === 0 ? null : `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
}

/** The programs that read our journals, which the tests try them with. Throws with what to do when one is missing and can't be installed. */
export function ensureLedgerTools(): { hledger: string; beanCheck: string } {
  const find = () => ({ hledger: findProgram('hledger'), beanCheck: findProgram('bean-check') });
  const complete = ({ hledger, beanCheck }: ReturnType<typeof find>) =>
    hledger && beanCheck ? { hledger, beanCheck } : null;
  const found = complete(find());
  if (found) return found;
  const failure = installPackages(['hledger', 'beancount'], 'the readers of journals');
  const installed = complete(find());
  if (!installed) throw new Error(`The tests of journals need hledger and bean-check. ${failure ?? ''}`);
  return installed;
}
