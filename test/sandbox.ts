import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../server/sandbox/main.ts', import.meta.url));

/** A sandbox process of a test's own. Its memory outlives `kill`; `stop` ends it and forgets everything. */
export type Sandbox = {
  url: string;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Breaks it in a way that server/sandbox/faults.ts knows. */
  addFault(fault: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Sends its webhooks there from now on. */
  sendWebhooksTo(url: string, secret: string): Promise<void>;
};

const AUTHORIZATION = `Basic ${Buffer.from('caravan:sandbox').toString('base64')}`;

/** Starts the sandbox on a free port with provisioning that takes 150 ms, unless `env` says otherwise. */
export async function startSandbox(env: Record<string, string> = {}): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'caravan-sandbox-'));
  const settings = { SANDBOX_DELAY_MS: '150', SANDBOX_RETRY_MS: '50', ...env, CARAVAN_DATA: folder };
  let { child, url } = await launch({ ...settings, SANDBOX_PORT: '0' });
  const kill = () => end(child, 'SIGKILL');
  const admin = async (method: string, path: string, body?: object) => {
    const headers = { authorization: AUTHORIZATION, 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
  return {
    get url() {
      return url;
    },
    kill,
    restart: async () => {
      ({ child, url } = await launch({ ...settings, SANDBOX_PORT: new URL(url).port }));
    },
    stop: async () => {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
    addFault: (fault) => admin('POST', '/sandbox/faults', fault),
    clearFaults: () => admin('DELETE', '/sandbox/faults'),
    sendWebhooksTo: (target, secret) => admin('POST', '/sandbox/webhook', { url: target, secret }),
  };
}

async function launch(settings: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(MAIN, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const gone = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`The sandbox ended with ${code}.`)),
  );
  const [message] = await Promise.race([once(child, 'message'), gone]);
  const url = /http:\/\/\S+/.exec(String((message as { lines?: string[] }).lines))?.[0];
  if (!url) throw new Error('The sandbox did not say its address.');
  gone.catch(() => undefined);
  return { child, url };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
