import type { Kind, Session } from '../kit/session.ts';
import { homeOfKind, paths } from '../paths.ts';

/** Where somebody works: their organization's face, or, while it is still applying, its application. */
export function landingOf({ organization }: Pick<Session, 'organization'>): string {
  return organization.state === 'applying' ? paths.applyStatus : homeOfKind[organization.kind];
}

/**
 * Where the page's `next` leads, if it is an address of this server: a link like `//elsewhere.example` or
 * `/\elsewhere` must not take anybody away right after they have signed in.
 */
export function safeNext(next: string): string | null {
  if (!next.startsWith('/')) return null;
  const url = URL.parse(next, location.origin);
  return url?.origin === location.origin ? url.pathname + url.search : null;
}

/** The kind of organization that works at a path; null for a public page. */
export function kindAt(path: string): Kind | null {
  const first = `/${path.split(/[/?]/)[1]}`;
  const kinds = Object.keys(homeOfKind) as Kind[];
  return kinds.find((kind) => homeOfKind[kind] === first) ?? null;
}

/** The one of the person's organizations to act for so that `path` can be shown; undefined if none of them can. */
export function organizationFor(path: string, { organization, organizations }: Session) {
  const kind = kindAt(path);
  if (kind === null) return organization;
  if (organization.kind === kind) return organization.state === 'applying' ? undefined : organization;
  return organizations.find((other) => other.kind === kind);
}
