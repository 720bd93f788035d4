import { Trans } from '@lingui/react/macro';
import { Shell } from '../kit/Shell.tsx';
import { useSession } from '../kit/session.ts';
import { brandGround, brandInk } from '../kit/support/brand.ts';
import { paths } from '../paths.ts';
import { LifeBuoy } from '../ui/icons.ts';
import { Link } from '../ui/Link.tsx';

/** The shell under the partner's own colour and name: the panel is theirs. */
export function PanelShell() {
  const { seller } = useSession();
  if (!seller) return <Shell />;
  return (
    <div className="sm:[--banner:2.75rem]">
      <Shell banner={<PartnerBanner seller={seller} />} />
    </div>
  );
}

type Seller = NonNullable<ReturnType<typeof useSession>['seller']>;

function PartnerBanner({ seller }: { seller: Seller }) {
  const colours = { backgroundColor: brandGround(seller.brand_color), color: brandInk(seller.brand_color) };
  return (
    <section
      aria-label={seller.name}
      style={colours}
      className="z-40 flex h-11 items-center justify-between gap-4 px-4 sm:sticky sm:top-0 sm:px-6"
    >
      <bdi className="min-w-0 truncate text-lg font-semibold">{seller.name}</bdi>
      <Link
        plain
        to={paths.panel.support}
        className="flex shrink-0 items-center gap-2 rounded-sm font-medium outline-current hover:underline"
      >
        <LifeBuoy className="size-4" strokeWidth={1.75} aria-hidden />
        <Trans>Support</Trans>
      </Link>
    </section>
  );
}
