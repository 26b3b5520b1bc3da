import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { applyPreferences, DEFAULTS, readPreferences, STORAGE_KEY, THEMES } from './preferences.ts'

const themeScript = readFileSync(new URL('../../../public/theme.js', import.meta.url), 'utf8')

test('what the browser kept is taken field by field, anything else falls back', () => {
  expect(readPreferences({ theme: 'light', density: 'vast', singleKeys: 'no' })).toEqual({
    ...DEFAULTS,
    theme: 'light',
  })
  expect(readPreferences({ zone: 'Europe/Berlin' }).zone).toBe('Europe/Berlin')
  expect(readPreferences({ zone: 'Moon/Tycho' }).zone).toBe('utc')
  expect(readPreferences(null)).toEqual(DEFAULTS)
  expect(readPreferences('x')).toEqual(DEFAULTS)
})

test.each(THEMES.flatMap((theme) => [true, false].map((systemIsLight) => ({ theme, systemIsLight }))))(
  'the script before the first paint and the page agree: $theme, system light $systemIsLight',
  ({ theme, systemIsLight }) => {
    const root = { dataset: {} as Record<string, string> } as unknown as HTMLElement
    applyPreferences(root, { ...DEFAULTS, theme, density: 'roomy' }, systemIsLight)
    const stored = JSON.stringify({ state: { theme, density: 'roomy' }, version: 1 })
    expect(firstPaint(stored, systemIsLight)).toEqual(root.dataset)
  },
)

test.each([null, '{', '"x"', '{"state":null}', '{"state":{"theme":"<b>"}}'])(
  'the script before the first paint survives %j in the store',
  (stored) => {
    expect(firstPaint(stored, false)).toMatchObject({ theme: 'dark' })
  },
)

function firstPaint(stored: string | null, systemIsLight: boolean): Record<string, string> {
  const dataset: Record<string, string> = {}
  runInNewContext(themeScript, {
    document: { documentElement: { dataset } },
    localStorage: { getItem: (key: string) => (key === STORAGE_KEY ? stored : null) },
    matchMedia: () => ({ matches: systemIsLight }),
  })
  return { ...dataset }
}
