const keyOf = (id: string) => `caravan.checkout.${id}`;

/** Keeps from which page a checkout was begun: the gateway leads back to one page per face, which leads on. */
export function rememberCheckout(id: string): void {
  try {
    sessionStorage.setItem(keyOf(id), location.pathname);
  } catch {
    // Without storage the payer stays on the page the gateway led to.
  }
}

/** The page a checkout was begun on, if it is another than this one. */
export function pageOfCheckout(id: string): string | null {
  try {
    const begun = sessionStorage.getItem(keyOf(id));
    return begun && begun !== location.pathname ? begun : null;
  } catch {
    return null;
  }
}
