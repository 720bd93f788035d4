import type { LucideIcon } from 'lucide-react';
import { Archive, Globe, Layers, Mail, Package, Server, ShieldCheck, Wifi } from '../../ui/icons.ts';

const icons: Record<string, LucideIcon> = {
  workspace: Mail,
  'microsoft-365': Layers,
  domains: Globe,
  hosting: Server,
  security: ShieldCheck,
  connectivity: Wifi,
  backup: Archive,
};

/** A picture for a family of products. */
export function familyIcon(familyId: string): LucideIcon {
  return icons[familyId] ?? Package;
}
