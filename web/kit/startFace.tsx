import { DirectionProvider } from '@base-ui/react/direction-provider';
import { i18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  type RouteComponent,
  RouterProvider,
} from '@tanstack/react-router';
import { lazy, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { homeOfKind } from '../paths.ts';
import { lazyPage } from './lazyPage.tsx';
import { signInUrl } from './leaving.ts';
import { type Face, FaceProvider } from './navigation.ts';
import { PlainShell } from './PlainShell.tsx';
import { FaceRefused, PageError, PageMissing, PagePending } from './pages.tsx';
import { startLanguage, type Words } from './preferences.ts';
import { sentenceOf } from './problems.ts';
import { makeQueryClient } from './queries.ts';
import { sessionQuery } from './session.ts';

const Hosts = lazy(() => import('./Hosts.tsx'));

/** A page: the path it answers and the file that draws it, fetched when it is first wanted. */
export type PageRoute = { path: string; load: () => Promise<{ default: RouteComponent }> };

/** Declares a page: `page(paths.office.resellers, () => import('./ResellersPage.tsx'))`. */
export function page(path: string, load: PageRoute['load']): PageRoute {
  return { path, load };
}

type Start = {
  face: Face;
  pages: readonly PageRoute[];
  /** The sentences it starts with: `virtual:words`. */
  words: readonly Words[];
  /** What stands around the pages; left out, a plain sheet for people who are not signed in. */
  shell?: RouteComponent;
};

/** zod would try whether it may write code of its own: the page's policy forbids it, and the browser writes each attempt down as an error. */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

/** Starts a face: language first, then the session if it has one, then the page of the address. */
export async function startFace({ face, pages, words, shell }: Start): Promise<void> {
  // The first page is fetched beside the words and the session; if it can't be, the router says so.
  void pages
    .find(({ path }) => path === location.pathname)
    ?.load()
    .catch(() => undefined);
  const client = makeQueryClient();
  const admitted = shell ? admit(client, face) : Promise.resolve();
  await startLanguage(words);
  const refused = await admitted.then(() => null, refusal);
  const router = makeRouter(pages, shell ?? PlainShell);
  draw(
    <QueryClientProvider client={client}>
      <FaceProvider value={face}>
        <Suspense>
          {refused === null ? <RouterProvider router={router} /> : <FaceRefused>{refused}</FaceRefused>}
        </Suspense>
        <Suspense>
          <Hosts />
        </Suspense>
      </FaceProvider>
    </QueryClientProvider>,
  );
}

function refusal(error: unknown): string {
  reportError(error);
  return sentenceOf(error);
}

function draw(children: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <Direction>{children}</Direction>
      </I18nProvider>
    </StrictMode>,
  );
}

/** Tells menus and lists which arrow key is forward. */
function Direction({ children }: { children: ReactNode }) {
  const { i18n } = useLingui();
  return <DirectionProvider direction={i18n.locale === 'ar' ? 'rtl' : 'ltr'}>{children}</DirectionProvider>;
}

function makeRouter(pages: readonly PageRoute[], shell: RouteComponent) {
  const rootRoute = createRootRoute({ component: shell, notFoundComponent: PageMissing });
  const routes = pages.map(({ path, load }) =>
    createRoute({ getParentRoute: () => rootRoute, path, component: lazyPage(load) }),
  );
  return createRouter({
    routeTree: rootRoute.addChildren(routes),
    defaultPreload: 'intent',
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: PageMissing,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}

/** Nobody signed in goes to sign-in; somebody of another kind of organization to their own face. */
async function admit(client: QueryClient, face: Face): Promise<void> {
  const session = await client.fetchQuery(sessionQuery);
  if (session?.organization.kind === face.kind) return;
  location.replace(session ? homeOfKind[session.organization.kind] : signInUrl());
  await new Promise(() => undefined);
}
