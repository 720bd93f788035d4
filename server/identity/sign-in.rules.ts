/**
 * Failures are counted for an e-mail address together with the network it was tried from: whoever hammers an address
 * from elsewhere shuts only themselves out. The second limit is for one network trying many addresses.
 */
export const LIMITS = { windowMinutes: 15, perEmailAndNetwork: 5, perNetwork: 50 } as const;

export type Failures = { here: number; network: number };

/** Why no further attempt is taken now, or null. */
export function lockReason({ here, network }: Failures): string | null {
  const wait = `Wait ${LIMITS.windowMinutes} minutes, or set a new password by e-mail.`;
  if (here >= LIMITS.perEmailAndNetwork)
    return `Too many failed attempts for this e-mail address from where you are. ${wait}`;
  if (network >= LIMITS.perNetwork) return `Too many failed attempts from your network. ${wait}`;
  return null;
}

/**
 * The network of an address: the address itself, or an IPv6 address's first 64 bits, since every household has that
 * many addresses of its own to try from. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const first = head ? head.split(':') : [];
  const last = tail ? tail.split(':') : [];
  const gap = tail === undefined ? [] : Array<string>(8 - first.length - last.length).fill('0');
  const groups = [...first, ...gap, ...last].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
