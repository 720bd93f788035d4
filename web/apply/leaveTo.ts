/**
 * Goes to a page of another face, or to one that must be loaded anew because somebody else is signed in now. Never
 * resolves, so that the button pressed stays busy till the page is gone; whoever comes back to it finds it fresh.
 */
export function leaveTo(address: string, how: 'assign' | 'replace' = 'assign'): Promise<never> {
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location[how](address);
  return new Promise(() => undefined);
}
