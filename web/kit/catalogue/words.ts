import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { Item } from '../../api/client.ts';

type Product = Item<'/v1/catalog/products'>;
export type Relation = Product['relations'][number];

/** What a product's facts are called. */
export function useProductWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return {
    kinds: { product: t`Product`, module: t`Module`, add_on: t`Add-on` } satisfies Record<
      Product['kind'],
      string
    >,
    segments: {
      small: t`Small businesses`,
      medium: t`Medium businesses`,
      large: t`Large businesses`,
      education: t`Education`,
      government: t`Government`,
      nonprofit: t`Non-profits`,
    } satisfies Record<Product['segments'][number], string>,
    /** What the product says of another. */
    said: {
      requires: t`Needs`,
      excludes: t`Not together with`,
      included: t`Comes with`,
      replaces: t`Replaces`,
    } satisfies Record<Relation['kind'], string>,
    /** What another says of it. */
    heard: {
      requires: t`Needed by`,
      excludes: t`Not together with`,
      included: t`Part of`,
      replaces: t`Replaced by`,
    } satisfies Record<Relation['kind'], string>,
    attributes: {
      usage: t`Usage`,
      renew_grace_days: t`Grace after expiry, in days`,
      delete_grace_days: t`Free deletion after registering, in days`,
      privacy: t`Privacy`,
      idn: t`Names in other scripts`,
      restrictions: t`Restrictions`,
    } as Record<string, string>,
    yes: t`Yes`,
    no: t`No`,
    or: t`or`,
    everywhere: t`Everywhere`,
    everyone: t`Everyone`,
  };
}
