import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 639px)');

function subscribe(listener: () => void) {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

/** Whether the page is as narrow as a phone: lists become cards rather than scroll sideways. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}
