/** A brand colour as the reseller chose it, or the product's own indigo when it chose none (or something unreadable). */
export function brandGround(color: string | null | undefined): string {
  return color && /^#[0-9a-f]{6}$/i.test(color) ? color : '#2a428d';
}

/** Black or white, whichever reads better on the colour: the greater contrast by WCAG's luminance. */
export function brandInk(color: string | null | undefined): '#ffffff' | '#1b1712' {
  const light = luminance(brandGround(color));
  const onWhite = 1.05 / (light + 0.05);
  const onDark = (light + 0.05) / (luminance('#1b1712') + 0.05);
  return onWhite >= onDark ? '#ffffff' : '#1b1712';
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
