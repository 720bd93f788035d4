/**
 * A write sent twice must act once. The same write (method, address and body) keeps one Idempotency-Key until the
 * server has answered it: pressing again after a lost connection repeats the request, it does not make a new one.
 */
export function keyRing(makeKey: () => string) {
  const unanswered = new Map<string, string>();
  return {
    /** The key for this write: the one it was last sent with if no answer came, else a new one. */
    keyFor(write: string): string {
      const key = unanswered.get(write) ?? makeKey();
      unanswered.set(write, key);
      return key;
    },
    /** The server has answered: the next write that looks the same is another one. */
    answered(write: string): void {
      unanswered.delete(write);
    },
  };
}

/** A random UUID; `crypto.randomUUID` alone is missing on plain http addresses other than localhost. */
export function uuid(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const bytes: Uint8Array = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
