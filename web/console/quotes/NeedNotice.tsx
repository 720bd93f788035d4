import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { components } from '../../api/schema.d.ts';
import { path, paths } from '../../paths.ts';
import { CircleCheck, Info } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';

type Need = components['schemas']['QuoteNeed'];

/** That a quote's customer takes a special price, how far that has come, and who is brought in; nothing where it takes none. */
export function NeedNotice({ need, sent }: { need: Need; sent: boolean }) {
  if (need.state === 'none') return null;
  const isGood = need.state === 'approved';
  const Icon = isGood ? CircleCheck : Info;
  return (
    <div
      role="note"
      className={`flex gap-2.5 rounded-lg px-3.5 py-3 ${isGood ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn'}`}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">
          <Why because={need.because} />
        </p>
        <p>
          <HowFar need={need} sent={sent} />
        </p>
        {need.contact && !isGood && <Contact contact={need.contact} />}
      </div>
    </div>
  );
}

function Why({ because }: { because: Need['because'] }): ReactNode {
  if (because === 'government') return <Trans>A government body takes a special price.</Trans>;
  if (because === 'group')
    return <Trans>With its group it has more than 750 employees: it takes a special price.</Trans>;
  return <Trans>It has more than 750 employees: it takes a special price.</Trans>;
}

function HowFar({ need: { state, request, can_request }, sent }: { need: Need; sent: boolean }): ReactNode {
  if (state === 'approved') return <Trans>What is approved covers this quote.</Trans>;
  if (request) {
    const link = (
      <Link to={path(paths.console.specialPrice, { specialPriceId: request.id })}>
        <bdi>{request.number}</bdi>
      </Link>
    );
    return (
      <Trans>The request {link} is under way. Until it is approved, nothing of it is provisioned.</Trans>
    );
  }
  if (can_request !== true)
    return (
      <Trans>Whom you buy from has to request it. Until it is approved, nothing of it is provisioned.</Trans>
    );
  if (sent)
    return (
      <Trans>
        The request starts once the quote is accepted. Until it is approved, nothing is provisioned.
      </Trans>
    );
  return (
    <Trans>
      Sending the quote starts the request, at your usual price. For a better one,{' '}
      <Link to={paths.console.newSpecialPrice}>ask for it</Link> first.
    </Trans>
  );
}

function Contact({ contact: { name, email } }: { contact: NonNullable<Need['contact']> }) {
  return (
    <p className="text-sm">
      <Trans>
        Your channel supervisor <bdi>{name}</bdi> (<bdi>{email}</bdi>) is brought in.
      </Trans>
    </p>
  );
}
