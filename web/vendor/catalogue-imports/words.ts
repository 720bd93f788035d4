import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Import = Answer<'/v1/catalog/imports/{id}'>;
export type ListedImport = Item<'/v1/catalog/imports'>;
export type Change = Item<'/v1/catalog/imports/{id}/changes'>;

export const STATE_TONES: Record<Import['state'], Tone> = {
  refused: 'bad',
  ready: 'info',
  published: 'good',
  dropped: 'neutral',
};

export const CHANGE_TONES: Record<Change['change'], Tone> = {
  added: 'good',
  changed: 'info',
  withdrawn: 'warn',
};

/** What imports and their changes are called. */
export function useImportWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return {
    states: {
      refused: t`Refused`,
      ready: t`Not yet published`,
      published: t`Published`,
      dropped: t`Put aside`,
    } satisfies Record<Import['state'], string>,
    changes: { added: t`Added`, changed: t`Changed`, withdrawn: t`Withdrawn` } satisfies Record<
      Change['change'],
      string
    >,
    subjects: { family: t`Family`, product: t`Product`, offer: t`Offer` } satisfies Record<
      Change['subject'],
      string
    >,
    fields: {
      name: t`Name`,
      description: t`Description`,
      family_id: t`Family`,
      kind: t`Kind`,
      unit: t`Unit`,
      needs_domain: t`Needs a domain`,
      connector: t`Connector`,
      works_with: t`Works with`,
      countries: t`Countries`,
      segments: t`Segments`,
      attributes: t`Attributes`,
      relations: t`Relations`,
      withdrawn: t`Withdrawn`,
      position: t`Place in the store`,
      minimum_quantity: t`Least quantity`,
      maximum_quantity: t`Most quantity`,
    } as Record<string, string>,
  };
}

/** The fields in which a thing will differ. */
export function changedFields({ before, after }: Pick<Change, 'before' | 'after'>): string[] {
  if (!before || !after) return [];
  return Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
