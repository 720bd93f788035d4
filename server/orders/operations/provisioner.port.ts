import type { OperationKind } from './operations.rules.ts';

/**
 * One provisioning change, as a connector is asked for it. `instanceId` is the subscription's id; `service` and `plan` are codes of the catalogue.
 * `pause` suspends the service and keeps its `quantity` and what it holds; `resume` lets it run again.
 */
export type ProvisioningOrder = {
  instanceId: string;
  kind: OperationKind;
  service: string;
  plan: string;
  quantity: number;
  domain?: string;
  parameters: Record<string, unknown>;
};

/** What is asked again until a change that was begun has ended. `operation` is what `start` answered. */
export type ProvisioningPoll = Pick<ProvisioningOrder, 'instanceId' | 'kind' | 'service' | 'plan'> & {
  operation: string;
};

export type ProvisioningStart = { state: 'succeeded' } | { state: 'in_progress'; operation: string };
export type ProvisioningProgress = { state: 'in_progress' | 'succeeded' | 'failed'; description?: string };

/**
 * What a connector must do. `start` may be repeated after any failure and finds what it began; `poll`'s `failed` is the other side's last word.
 * Both throw an Error with `retryable` false when a person must change something first; every other error is tried again.
 */
export type Provisioner = {
  start(order: ProvisioningOrder): Promise<ProvisioningStart>;
  poll(poll: ProvisioningPoll): Promise<ProvisioningProgress>;
};

/** The connector's name for products that a person of the program office provisions by hand. */
export const MANUAL = 'manual';

const provisioners = new Map<string, Provisioner>();

/** Has products whose connector is `name` provisioned by it. Wired when the process starts. */
export function useProvisioner(name: string, provisioner: Provisioner): void {
  provisioners.set(name, provisioner);
}

/** The connector of this name, if one is wired. */
export function provisionerOf(name: string): Provisioner | undefined {
  return provisioners.get(name);
}

/** Whether the same call may be made again unchanged. */
export function isRetryable(error: unknown): boolean {
  return !(error instanceof Error && 'retryable' in error && error.retryable === false);
}
