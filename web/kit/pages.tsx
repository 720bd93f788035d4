import { Trans } from '@lingui/react/macro';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { DuneLine, ErrorState, Skeleton } from '../ui/states.tsx';
import { forgetFailures } from './lazyPage.tsx';
import { useFace } from './navigation.ts';
import { isWorthAsking, sentenceOf } from './problems.ts';

/** A page on its way. */
export function PagePending() {
  return (
    <div className="mx-auto w-full max-w-288 px-4 pt-8 sm:px-8" aria-busy="true">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="mt-3 h-4 w-80 max-w-full" />
      <Skeleton className="mt-8 h-64 w-full rounded-xl" />
    </div>
  );
}

/** A page that broke, or whose data could not be had. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary();
  // Without the first, a failed query would throw its old error again.
  const retry = () => {
    queries.reset();
    forgetFailures();
    reset();
  };
  return (
    <ErrorState
      title={<Trans>This page could not be shown</Trans>}
      {...(isWorthAsking(error) && { onRetry: retry })}
    >
      {sentenceOf(error)}
    </ErrorState>
  );
}

/** No page at this address. */
export function PageMissing() {
  const { home = paths.root } = useFace();
  return (
    <div className="flex flex-col items-center px-6 py-24 text-center">
      <DuneLine className="mb-6 h-10 w-48 text-line-strong" />
      <h1 className="text-xl">
        <Trans>Nothing stands at this address</Trans>
      </h1>
      <p className="mt-1 max-w-96 text-muted">
        <Trans>The link may be old, or mistyped.</Trans>
      </p>
      <ButtonLink to={home} className="mt-6">
        <Trans>Go to the home page</Trans>
      </ButtonLink>
    </div>
  );
}

/** The face itself could not start: the server is away, or refused to say who is signed in. */
export function FaceRefused({ children }: { children: ReactNode }) {
  return (
    <main className="pt-[16dvh]">
      <ErrorState title={<Trans>Caravan can't start just now</Trans>} onRetry={() => location.reload()}>
        {children}
      </ErrorState>
    </main>
  );
}
