/** The browser of bench/store.ts: asks in a thread of its own, so that what reading costs it is not the server's. */
import { parentPort, workerData } from 'node:worker_threads';

/** Addresses to ask one after the other, again and again; `{cursor}` stands for where the page before ended. */
export type Asking = {
  headers: Record<string, string>;
  addresses: string[];
  warmUp: number;
  requests: number;
};

const { headers, addresses, warmUp, requests }: Asking = workerData;
const taken: number[] = [];
let cursor = '';
for (let index = 0; index < warmUp + requests; index += 1) {
  const address = (addresses[index % addresses.length] ?? '').replace('{cursor}', cursor);
  const begun = performance.now();
  const answer = await fetch(address, { headers });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (index >= warmUp) taken.push(performance.now() - begun);
  if (!answer.ok) throw new Error(bytes.toString());
  const next = /"next_cursor":"([^"]+)"\}$/.exec(bytes.subarray(-400).toString('latin1'))?.[1];
  cursor = next ? `&cursor=${next}` : '';
}
parentPort?.postMessage(taken);
