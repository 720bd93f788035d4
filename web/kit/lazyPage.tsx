import type { RouteComponent } from '@tanstack/react-router';
import { type ComponentType, createElement, use } from 'react';

type Load = () => Promise<{ default: RouteComponent }>;

/** What forgets the fetches that failed: a page is fetched once, and again only when somebody asks for it. */
const failed = new Set<() => void>();

/** Lets every page that could not be fetched be fetched again; before a page is drawn anew. */
export function forgetFailures(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/**
 * A page that is fetched when it is first wanted. Where that fails and the server is there, it is a new build without the old
 * files: the face is loaded anew, once. Where the server is away, the page says so and can be tried again: the router's own would
 * load the face anew then too, and lead out of it to the browser's page without a connection.
 */
export function lazyPage(load: Load): RouteComponent {
  let wanted: Promise<void> | undefined;
  let page: ComponentType | undefined;
  const missed = async (error: unknown) => {
    failed.add(() => {
      wanted = undefined;
    });
    throw await reasonOf(error);
  };
  const fetched = () => {
    wanted ??= load().then((file) => {
      page = file.default as ComponentType;
    }, missed);
    return wanted;
  };
  const Page: RouteComponent = () => {
    if (!page) use(fetched());
    return page && createElement(page);
  };
  Page.preload = () => fetched().then(ignore, ignore);
  return Page;
}

const ignore = () => undefined;

/** Why a page's file could not be had. Does not come back when the face is loaded anew. */
async function reasonOf(error: unknown): Promise<unknown> {
  const away = await fetch(location.pathname, { cache: 'no-store' }).then(({ ok }) => !ok, ignore);
  if (away !== false) return new TypeError('The server is away.', { cause: error });
  const key = 'caravan.reloaded';
  if (sessionStorage.getItem(key) === String(error)) return error;
  sessionStorage.setItem(key, String(error));
  location.reload();
  return new Promise(() => undefined);
}
