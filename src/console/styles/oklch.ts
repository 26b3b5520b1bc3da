/** Linear-light sRGB, each channel nominally 0-1; outside of that the colour does not exist on an sRGB screen. */
export type LinearRgb = readonly [red: number, green: number, blue: number]

/** OKLCH (lightness 0-1, chroma, hue in degrees) to linear sRGB, by Ottosson's matrices. No clipping: the caller judges. */
export function oklchToLinearRgb(lightness: number, chroma: number, hueDegrees: number): LinearRgb {
  const hue = (hueDegrees * Math.PI) / 180
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** True if an sRGB screen can show the colour; `slack` forgives the rounding of three-digit tokens. */
export function isInsideSrgb(rgb: LinearRgb, slack = 0.0005): boolean {
  return rgb.every((channel) => channel >= -slack && channel <= 1 + slack)
}

/** WCAG 2.2 contrast ratio, 1-21, of two colours as an 8-bit screen draws them. The order does not matter. */
export function contrastRatio(one: LinearRgb, other: LinearRgb): number {
  const first = drawnLuminance(one)
  const second = drawnLuminance(other)
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

// WCAG measures what is drawn. Without the rounding to 8 bits, dark pairs differ in the second digit.
function drawnLuminance(rgb: LinearRgb): number {
  const [red, green, blue] = rgb.map((channel) => decode(Math.round(encode(channel) * 255) / 255))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function encode(linear: number): number {
  const value = Math.min(1, Math.max(0, linear))
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055
}

function decode(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4
}

/** `share` of `over` mixed into `under` in OKLab, as `color-mix(in oklab, over share%, under)` does. Lightness, chroma, hue. */
export function mixOklch(over: Oklch, under: Oklch, share: number): Oklch {
  const mixed = cartesian(over).map((value, i) => value * share + (cartesian(under)[i] ?? 0) * (1 - share))
  const [lightness = 0, a = 0, b = 0] = mixed
  return [lightness, Math.hypot(a, b), (Math.atan2(b, a) * 180) / Math.PI]
}

export type Oklch = readonly [lightness: number, chroma: number, hueDegrees: number]

function cartesian([lightness, chroma, hueDegrees]: Oklch): readonly number[] {
  const hue = (hueDegrees * Math.PI) / 180
  return [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)]
}
