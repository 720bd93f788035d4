/** RFC 6238 as every authenticator app does it: six digits of SHA-1, a new code each 30 seconds. */
export const TOTP = { digits: 6, period: 30, algorithm: 'SHA1' } as const;

/** Steps of the clock that a phone may be off, either way. */
export const DRIFT_STEPS = 1;

export const RECOVERY_CODES = 10;

/** Groups of four, easier to read out: `ABCD-EFGH-JKLM-NPQR`, 80 random bits. */
export const RECOVERY_LETTERS = 16;

export function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}

/** What was typed, as one of the two kinds of code; null when it can be neither. */
export function readCode(typed: string): { kind: 'totp' | 'recovery'; code: string } | null {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{6}$/.test(code)) return { kind: 'totp', code };
  return code.length === RECOVERY_LETTERS && /^[A-Z2-9]+$/.test(code) ? { kind: 'recovery', code } : null;
}
