import { Trans } from '@lingui/react/macro';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { OutButton } from '../frame/OutButton.tsx';
import { Chain } from './Chain.tsx';
import { Dunes } from './Dunes.tsx';

/** The first screen: what is offered, the way in, and who stands where. */
export function Hero({ vendor }: { vendor: string }) {
  return (
    <section className="relative isolate overflow-hidden">
      <Dunes className="absolute inset-x-0 bottom-0 -z-10 h-40 w-full sm:h-56" />
      <div className="mx-auto grid w-full max-w-6xl items-center gap-x-16 gap-y-10 px-4 pt-8 pb-24 sm:px-8 sm:pt-16 sm:pb-36 lg:grid-cols-[1.1fr_1fr]">
        <div>
          <p className="font-medium text-accent-text">
            <Trans>
              The reseller program of <bdi>{vendor}</bdi>
            </Trans>
          </p>
          <h1 className="mt-3 text-3xl sm:text-[2.75rem] sm:leading-[1.15]">
            <Trans>Sell everything in our store. Keep the customer.</Trans>
          </h1>
          <p className="mt-5 max-w-xl text-lg text-muted">
            <Trans>
              Join the program and sell everything in the store of <bdi>{vendor}</bdi> to the businesses you
              know. You set the price, you send the bill, you are the first they call. We stand behind you.
            </Trans>
          </p>
          <div className="mt-7 flex flex-wrap items-center gap-x-5 gap-y-3">
            <OutButton href="#application">
              <Trans>Apply to join</Trans>
            </OutButton>
            <ButtonLink variant="quiet" size="lg" to={paths.signIn}>
              <Trans>I have a sign-in</Trans>
            </ButtonLink>
          </div>
        </div>
        <Chain vendor={vendor} />
      </div>
    </section>
  );
}
