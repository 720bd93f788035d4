import { type ProvisioningOrder, provisionerOf, useProvisioner } from '../orders/index.ts';
import { sideBySide } from './lane.ts';

const BROKER = 'open-service-broker';
/** Ordered once, by the last order of the story: the provider refuses it, and takes it when it is tried again. */
export const REFUSED_SERVICE = 'GWS-CHROME-PREMIUM';
const CALLS_AT_ONCE = 4;

/** The provider, asked to be done at once while the history is told. */
export type Provider = {
  /** Carries changes out that the story has taken as done: one after the other for each subscription, over HTTP like any other. */
  carryOut(orders: readonly ProvisioningOrder[]): Promise<void>;
  /** Puts the connector back as it was. */
  release(): void;
};

/** Has the provider finish at once while the history is loaded; answers what undoes it. */
export function hastenProvider(): Provider {
  const usual = provisionerOf(BROKER);
  if (!usual) throw new Error(`no connector is wired by the name ${BROKER}`);
  const start = (order: ProvisioningOrder) =>
    usual.start({ ...order, parameters: { ...order.parameters, ...hastened(order) } });
  useProvisioner(BROKER, { ...usual, start });
  return {
    async carryOut(orders) {
      const bySubscription = [...Map.groupBy(orders, ({ instanceId }) => instanceId).values()];
      await sideBySide(bySubscription, CALLS_AT_ONCE, async (changes) => {
        for (const change of changes) {
          const { state } = await start(change);
          if (state !== 'succeeded') throw new Error(`the sandbox takes its time for ${change.instanceId}`);
        }
      });
    },
    release: () => useProvisioner(BROKER, usual),
  };
}

function hastened({ service, kind }: ProvisioningOrder): Record<string, unknown> {
  if (service !== REFUSED_SERVICE || kind === 'cancel') return { delay_ms: 0 };
  const description = 'The domain is not verified with the provider yet; verify it and try again.';
  return { delay_ms: 0, sandbox_fault: { kind: 'fail_permanently', times: 1, description } };
}
