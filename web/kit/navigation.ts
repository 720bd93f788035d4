import type { MessageDescriptor } from '@lingui/core';
import type { LucideIcon } from 'lucide-react';
import { createContext, useContext } from 'react';
import type { Kind } from './session.ts';

export type NavItem = {
  to: string;
  label: MessageDescriptor;
  icon: LucideIcon;
  /** Shown only to those whose session `can` do this. */
  can?: string;
  /** A letter pressed after G that goes here: `g` `o` for orders. */
  key?: string;
};

export type NavGroup = { label?: MessageDescriptor; items: readonly NavItem[] };

/** One thing the palette found or can do. */
export type PaletteItem = {
  id: string;
  label: string;
  /** A quieter word at the end: what kind of thing it is, whose. */
  note?: string;
  icon?: LucideIcon;
  /** Where it is, or what it does. */
  to?: string;
  run?: () => void;
};

/** Asks the server for things by name while somebody types in the palette. */
export type PaletteSearch = (text: string, signal: AbortSignal) => Promise<PaletteItem[]>;

/** What a face is: its name, who works in it, its navigation and what its palette can find. */
export type Face = {
  name: MessageDescriptor;
  /** The kind of organization that works here; left out where nobody need be signed in. */
  kind?: Kind;
  home: string;
  /** The person's own page: name, password, second step, sessions. */
  account?: string;
  navigation: readonly NavGroup[];
  search?: PaletteSearch;
  /** The "Terms and Conditions" at the foot of every page: a document of the API, downloaded in the page's language. */
  terms?: string;
};

const FaceContext = createContext<Face | null>(null);
export const FaceProvider = FaceContext.Provider;

/** The face this page stands in. */
export function useFace(): Face {
  const face = useContext(FaceContext);
  if (!face) throw new Error('useFace stands only inside a shell');
  return face;
}

/** The navigation entry a path belongs to: the longest that begins it; the home only for itself. */
export function sectionOf(face: Face, pathname: string): NavItem | undefined {
  const items = face.navigation.flatMap((group) => group.items);
  const begins = (item: NavItem) =>
    pathname === item.to || (item.to !== face.home && pathname.startsWith(`${item.to}/`));
  return items.filter(begins).sort((one, other) => other.to.length - one.to.length)[0];
}
