import { useEffect, useId } from 'react';
import type { PaletteItem } from './navigation.ts';
import { makeStore } from './store.ts';

/** Whether the palette is open. */
export const paletteOpen = makeStore(false);

/** What the open page offers to do, by the component that offers it. */
export const pageActions = makeStore<ReadonlyMap<string, readonly PaletteItem[]>>(new Map());

/**
 * Lists the page's actions in the palette while the component stands:
 * `useActions([{ id: 'new-customer', label: t`New customer`, icon: Plus, to: paths.console.newCustomer }])`.
 */
export function useActions(actions: readonly PaletteItem[]): void {
  const owner = useId();
  // The list is made anew on each render; it has changed only when what it says has.
  const said = JSON.stringify(actions.map(({ id, label, note, to }) => [id, label, note, to]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    pageActions.set(new Map(pageActions.get()).set(owner, actions));
    return () => {
      const rest = new Map(pageActions.get());
      rest.delete(owner);
      pageActions.set(rest);
    };
  }, [said, owner]);
}
