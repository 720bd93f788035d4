import { type SpawnOptions, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A program as it must be started so that it runs under the database's own account. */
export type Launch = { file: string; args: string[]; options: Pick<SpawnOptions, 'uid' | 'gid'> };

/** The system account PostgreSQL runs under. `own` means the one that runs Caravan. */
export type Account = {
  uid: number;
  gid: number;
  /** How a command is started under the account. */
  launch(file: string, args: string[]): Launch;
};

/** Where the database's files are and what they are run with. */
export type Home = { account: Account; bin: string; data: string };

/** Where a clone that the database's account can't reach keeps its data and programs instead. */
export const REFUGE = '/var/lib/caravan';

/**
 * The ways root can start a program as another account, best first. PostgreSQL refuses to run as root, yet a clone may
 * lie where no other account may look (/root has mode 0700). The capabilities give back just the right to pass
 * through such folders; no_setuid_fixup makes access(2), which PostgreSQL asks, honour them. Containers often lack the first.
 */
export const WAYS = ['plain', 'dac_read_search', 'dac_override'] as const;
export type Way = (typeof WAYS)[number];

/**
 * Finds an account and a place from which PostgreSQL can run. A plain user runs it as itself. Root runs it as the owner of the
 * data, or as `postgres`, or as `nobody`; when no way leads that account to the clone, data and programs move to `refuge`
 * and `data` becomes a link to there. `data` must exist; it is handed to the account.
 */
export function findHome(bin: string, data: string, ways: readonly Way[] = WAYS, refuge = REFUGE): Home {
  if (process.getuid?.() !== 0) return { account: ownAccount(), bin, data: realpathSync(data) };
  const { uid, gid } = otherAccount(data);
  const place = realpathSync(data);
  chownSync(place, uid, gid);
  if (!lstatSync(data).isSymbolicLink()) {
    const account = ways.map((way) => accountBy(way, uid, gid)).find((one) => reaches(one, bin, place));
    if (account) return { account, bin, data: place };
  }
  return takeRefuge(bin, data, accountBy('plain', uid, gid), refuge);
}

function ownAccount(): Account {
  return {
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    launch: (file, args) => ({ file, args, options: {} }),
  };
}

function accountBy(way: Way, uid: number, gid: number): Account {
  if (way === 'plain') return { uid, gid, launch: (file, args) => ({ file, args, options: { uid, gid } }) };
  const grant = ['--inh-caps', '--ambient-caps', '--bounding-set'].map((kind) => `${kind}=-all,+${way}`);
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  return {
    uid,
    gid,
    launch: (file, args) => ({ file: 'setpriv', args: [...ids, ...grant, '--', file, ...args], options: {} }),
  };
}

/** Whether the account can both run the programs and enter the data. `test -x` asks access(2), as initdb does. */
function reaches(account: Account, bin: string, data: string): boolean {
  const script = 'test -x "$0/postgres" && "$0/postgres" -V && cd "$1"';
  const { file, args, options } = account.launch('/bin/sh', ['-c', script, bin, data]);
  return spawnSync(file, args, { ...options, cwd: '/', stdio: 'ignore' }).status === 0;
}

function otherAccount(data: string): { uid: number; gid: number } {
  const { uid, gid } = statSync(data);
  if (uid !== 0) return { uid, gid };
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return { uid: 65534, gid: 65534 };
}

function takeRefuge(bin: string, data: string, account: Account, refuge: string): Home {
  if (!lstatSync(data).isSymbolicLink()) moveData(data, refuge);
  const place = realpathSync(data);
  const native = join(dirname(place), 'native');
  copyPrograms(dirname(bin), native);
  if (!reaches(account, join(native, 'bin'), place)) {
    throw new Error(
      `PostgreSQL can't run as root, and the account with id ${account.uid} can reach neither ${bin} nor ${native}. ` +
        'Run Caravan as a plain user, or give it a database with DATABASE_URL.',
    );
  }
  return { account, bin: join(native, 'bin'), data: place };
}

function moveData(data: string, refuge: string): void {
  const room = join(refuge, randomBytes(8).toString('hex'));
  mkdirSync(room, { recursive: true });
  for (const folder of [refuge, room]) chmodSync(folder, 0o755);
  run('mv', [data, join(room, 'data')]);
  symlinkSync(join(room, 'data'), data);
}

/** Copies the programs once per version; the marker is written last, so that a copy cut short is made again. */
function copyPrograms(from: string, to: string): void {
  const marker = join(to, 'complete');
  const version = readFileSync(join(dirname(from), 'package.json'), 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === version) return;
  run('rm', ['-rf', to]);
  run('cp', ['-R', from, to]);
  run('chmod', ['-R', 'a+rX', to]);
  run('cp', [join(dirname(from), 'package.json'), marker]);
}

function run(file: string, args: string[]): void {
  const { status, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed: ${stderr?.trim()}`);
}
