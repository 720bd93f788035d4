export type OperationKind = 'create' | 'update' | 'cancel';

/** What is stored of an operation; its state follows from the clock alone, so a killed process loses no progress. */
export type Operation = {
  id: string;
  instance_id: string;
  kind: OperationKind;
  plan: string;
  parameters: Record<string, unknown>;
  started_at: number;
  delay_ms: number;
  failure: string | null;
};

const STEPS: Record<OperationKind, string[]> = {
  create: ['Verifying the domain', 'Creating licences', 'Activating'],
  update: ['Checking the change', 'Updating licences'],
  cancel: ['Suspending the service', 'Removing the licences'],
};
const DONE: Record<OperationKind, string> = { create: 'Active', update: 'Changed', cancel: 'Cancelled' };

/** How an operation stands at `now` (milliseconds): its state and the step a person reads. */
export function progressOf(
  operation: Operation,
  now: number,
): { state: 'in progress' | 'succeeded' | 'failed'; description: string } {
  const elapsed = now - operation.started_at;
  if (elapsed >= operation.delay_ms) {
    return operation.failure === null
      ? { state: 'succeeded', description: DONE[operation.kind] }
      : { state: 'failed', description: operation.failure };
  }
  const steps = stepsOf(operation);
  const step = Math.max(0, Math.floor((elapsed / operation.delay_ms) * steps.length));
  return { state: 'in progress', description: steps[Math.min(step, steps.length - 1)] ?? '' };
}

const SUSPENDING = ['Suspending the service', 'Keeping its data'];

function stepsOf({ kind, parameters }: Operation): string[] {
  if (kind === 'update' && parameters.suspended === true) return SUSPENDING;
  const steps = STEPS[kind];
  return kind === 'create' && !parameters.domain ? ['Checking the order', ...steps.slice(1)] : steps;
}

const MAX_DELAY_MS = 86_400_000;

/** Why the parameters of an order cannot be taken, or undefined. */
export function wrongParameters(parameters: Record<string, unknown>): string | undefined {
  const { quantity, domain, delay_ms } = parameters;
  const whole = (value: unknown, least: number, most: number) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  if (quantity !== undefined && !whole(quantity, 1, 1_000_000))
    return 'parameters.quantity must be a whole number from 1 to 1,000,000.';
  if (delay_ms !== undefined && !whole(delay_ms, 0, MAX_DELAY_MS))
    return 'parameters.delay_ms must be a whole number of milliseconds, at most a day.';
  if (domain !== undefined && !(typeof domain === 'string' && /^[^\s.]+(?:\.[^\s.]+)+$/.test(domain)))
    return 'parameters.domain must be a domain name such as example.com.';
  return undefined;
}

/** The parameters that describe the service itself: how the sandbox behaves for this request is left out. */
export function lasting(parameters: Record<string, unknown>): Record<string, unknown> {
  const { delay_ms: _delay, sandbox_fault: _fault, ...rest } = parameters;
  return rest;
}

/** True if two sets of parameters say the same, whatever their order. */
export function same(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
