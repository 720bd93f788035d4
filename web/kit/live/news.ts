import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSession } from '../session.ts';
import { makeStore } from '../store.ts';
import type { LiveEvent } from './events.ts';
import { follow, type LiveState } from './follow.ts';

/** Something that happened and that this organization may know of: `name` is `order.placed`, `invoice.issued` … */
export type News = {
  name: string;
  subject_id: string;
  payload: Record<string, unknown>;
  recorded_at: string;
};

type Listener = (news: News) => void;

const listeners = new Set<Listener>();

/** Whether news arrives; the top bar says so when it has not for a while. */
export const newsState = makeStore<LiveState>('connecting');

/** At most once in so many milliseconds is what is on show read again, however much happens. */
const CALM_MS = 700;

/**
 * The face's one stream of news, opened by its shell. Whatever happens, what is on show is read again soon after, so
 * pages are live without doing anything. The stream rests while the page is out of sight (browsers allow six
 * connections to a server, over all tabs) and goes on after the last event seen.
 */
export function useNewsStream(): void {
  const { live_cursor } = useSession();
  const client = useQueryClient();
  const cursor = useRef(live_cursor);
  useEffect(() => {
    let stream: AbortController | undefined;
    let calm: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      calm = undefined;
      void client.invalidateQueries();
    };
    const hear = (event: LiveEvent) => {
      cursor.current = event.id;
      calm ??= setTimeout(refresh, CALM_MS);
      tell(event);
    };
    const open = () => {
      stream?.abort();
      if (document.hidden) return;
      stream = new AbortController();
      void follow(`/v1/events?after=${cursor.current}`, {
        signal: stream.signal,
        onEvent: hear,
        onState: newsState.set,
      });
    };
    open();
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      stream?.abort();
      clearTimeout(calm);
    };
  }, [client]);
}

function tell(event: LiveEvent): void {
  const news = { name: event.type, ...(JSON.parse(event.data) as Omit<News, 'name'>) };
  for (const listener of listeners) listener(news);
}

/**
 * Hears the news while the component stands, of one subject or of all: a progress bar's figures, a toast. What is on show
 * is read again without it. An event can come twice after a lost connection.
 */
export function useNews(listener: Listener, subjectId?: string): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const hear: Listener = (news) => {
      if (!subjectId || news.subject_id === subjectId) latest.current(news);
    };
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, [subjectId]);
}
