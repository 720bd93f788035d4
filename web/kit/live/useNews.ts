import { useEffect, useRef } from 'react';
import { listen, type News } from './news.ts';

/**
 * Hears the news while the component stands, of one subject or of all: a progress bar's figures, a toast. An event can
 * come twice after a lost connection.
 */
export function useNews(listener: (news: News) => void, subjectId?: string): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      listen((news) => {
        if (!subjectId || news.subject_id === subjectId) latest.current(news);
      }),
    [subjectId],
  );
}
