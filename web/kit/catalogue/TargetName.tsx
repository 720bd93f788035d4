import { type Target, useTargetNames } from './targets.ts';

/** What a price or a discount covers, by name. */
export function TargetName({ target }: { target: Target }) {
  return <bdi>{useTargetNames([target])(target)}</bdi>;
}
