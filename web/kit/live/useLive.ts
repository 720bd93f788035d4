import { useEffect, useRef, useState } from 'react';
import type { LiveEvent } from './events.ts';
import { follow, type LiveState } from './follow.ts';

/**
 * Follows a stream of the server while the component stands: `useLive('/v1/billing/runs/7/events', (event) => …)`.
 * `null` follows nothing. Events missed while the connection was away are sent again by the server (Last-Event-ID), so
 * the callback must take an event twice calmly. Answers the state of the connection, to be shown when it is `waiting`.
 */
export function useLive(url: string | null, onEvent: (event: LiveEvent) => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  useEffect(() => {
    if (!url) return;
    const ending = new AbortController();
    void follow(url, { signal: ending.signal, onState: setState, onEvent: (event) => latest.current(event) });
    return () => ending.abort();
  }, [url]);
  return state;
}
