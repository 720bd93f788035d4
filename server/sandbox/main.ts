import type { AddressInfo } from 'node:net';
import { exitWithParent, sayReady } from '../base/process.ts';
import { brokerRoutes } from './broker.ts';
import { readConfig } from './config.ts';
import { dashboardRoutes } from './dashboard.ts';
import { faultInterceptor, faultRoutes } from './faults.ts';
import { gatewayRoutes } from './gateway.ts';
import { httpServer } from './http.ts';
import { overviewRoutes } from './overview.ts';
import { payRoutes } from './pay.ts';
import { settleRefunds } from './refunds.ts';
import { setupRoutes } from './setup.ts';
import { openStore } from './store.ts';
import { createWebhooks } from './webhooks.ts';

/** How often refunds whose time has come are looked for. */
const SETTLE_MS = 500;

const config = readConfig(process.env);
const store = openStore(config.folder);
const now = () => Date.now();
const webhooks = createWebhooks(store, config, now);
const desk = { store, webhooks, now, publicUrl: () => config.publicUrl ?? address() };

const server = httpServer(
  [
    ...overviewRoutes(store, now),
    ...brokerRoutes(store, config, now),
    ...gatewayRoutes(desk, config),
    ...payRoutes(desk),
    ...dashboardRoutes(desk, config),
    ...setupRoutes(desk),
    ...faultRoutes(store, config),
  ],
  faultInterceptor(store),
);

function address(): string {
  return `http://${config.host}:${(server.address() as AddressInfo).port}`;
}

server.on('error', (error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE'
      ? `port ${config.port} is taken by another program; set SANDBOX_PORT.`
      : error.message;
  process.stderr.write(`Sandbox: ${reason}\n`);
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  webhooks.start();
  setInterval(() => store.change(() => settleRefunds(desk)), SETTLE_MS).unref();
  sayReady([`Sandbox (provisioning and card payments, nothing real): ${address()}`]);
});

exitWithParent(async () => {
  server.close();
  server.closeAllConnections();
  await webhooks.stop();
  store.close();
});
