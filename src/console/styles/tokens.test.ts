import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrastRatio, isInsideSrgb, mixOklch, type Oklch, oklchToLinearRgb } from './oklch.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const dark = tokensOf(/:root \{([^}]*)\}/)
const light = { ...dark, ...tokensOf(/\[data-theme=["']light["']\] \{([^}]*)\}/) }
const themes = [
  ['dark', dark],
  ['light', light],
] as const

const SURFACES = ['sunken', 'bg', 'surface', 'raised', 'hover', 'select']
const TEXTS =
  'text text-2 text-3 accent ok doubt bad pending cut add del sev-critical sev-high sev-medium sev-low sev-info t0 t1 t2 t3 t4 gate-auto gate-need gate-blocked'.split(
    ' ',
  )

test.each(themes)('every word and glyph colour reads at 4.5:1 on every surface (%s)', (_, tokens) => {
  expect(TEXTS.filter((name) => worst(tokens, name) < 4.5)).toEqual([])
})

test.each(themes)('every meaning colour reads at 4.5:1 on its own 13 percent tint (%s)', (_, tokens) => {
  const onTint = (name: string) =>
    ratio(color(tokens, name), mixOklch(color(tokens, name), color(tokens, 'surface'), 0.13))
  expect(TEXTS.filter((name) => onTint(name) < 4.5)).toEqual([])
})

test.each(themes)('control edges and the focus ring stand out at 3:1 from every surface (%s)', (_, tokens) => {
  expect(worst(tokens, 'line-strong')).toBeGreaterThanOrEqual(3)
  expect(worst(tokens, 'focus')).toBeGreaterThanOrEqual(4.5)
  expect(worst(tokens, 'disabled')).toBeGreaterThanOrEqual(3.5)
})

test.each(themes)('labels on filled grounds read at 7:1 (%s)', (_, tokens) => {
  expect(ratio(color(tokens, 'on-ink'), color(tokens, 'ink'))).toBeGreaterThanOrEqual(7)
  expect(ratio(color(tokens, 'on-t4'), color(tokens, 't4-solid'))).toBeGreaterThanOrEqual(7)
})

test.each(themes)('every token lies inside sRGB, so no screen clips it into another colour (%s)', (_, tokens) => {
  const outside = Object.entries(tokens).filter(([, value]) => !isInsideSrgb(oklchToLinearRgb(...value)))
  expect(outside).toEqual([])
})

test('the conversion agrees with known colours and contrasts', () => {
  expect(contrastRatio([1, 1, 1], [0, 0, 0])).toBeCloseTo(21, 5)
  const red = oklchToLinearRgb(0.627955, 0.257683, 29.2339)
  expect(red[0]).toBeCloseTo(1, 3)
  expect(red[1]).toBeCloseTo(0, 3)
  expect(red[2]).toBeCloseTo(0, 3)
  expect(worst(dark, 'text')).toBeCloseTo(12.6, 1)
  expect(worst(light, 'text')).toBeCloseTo(14.3, 1)
})

test('the light theme overrides every colour that the dark one names, except those that float', () => {
  const missing = Object.keys(dark).filter((name) => !(name in tokensOf(/\[data-theme=["']light["']\] \{([^}]*)\}/)))
  expect(missing).toEqual([])
})

type Tokens = Readonly<Record<string, Oklch>>

function tokensOf(block: RegExp): Tokens {
  const body = block.exec(css)?.[1] ?? ''
  const found = body.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)
  return Object.fromEntries([...found].map(([, name, l, c, h]) => [name, [Number(l), Number(c), Number(h)] as const]))
}

function color(tokens: Tokens, name: string): Oklch {
  const value = tokens[name]
  if (value === undefined) throw new Error(`tokens.css names no plain colour --${name}`)
  return value
}

function ratio(one: Oklch, other: Oklch): number {
  return contrastRatio(oklchToLinearRgb(...one), oklchToLinearRgb(...other))
}

function worst(tokens: Tokens, name: string): number {
  return Math.min(...SURFACES.map((surface) => ratio(color(tokens, name), color(tokens, surface))))
}
