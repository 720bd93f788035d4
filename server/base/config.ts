/** The address people reach this program at, without a trailing slash: CARAVAN_URL, or localhost. For links in mail. */
export function publicUrl(): string {
  return (process.env.CARAVAN_URL ?? `http://localhost:${process.env.PORT ?? 4000}`).replace(/\/$/, '');
}
