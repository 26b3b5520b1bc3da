import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutMiddle, describeHostile, hidesSomething, revealText } from './hostile-text.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', ' ', '\u202e', '\u200b', '\u0301', '\u{e0041}', '\n', '\ufe0f', '\ud800'), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
)
const joined = (text: string, multiline = false) =>
  revealText(text, { multiline })
    .map((piece) => (piece.kind === 'text' ? piece.text : piece.hidden))
    .join('')
const glyphs = (text: string) => revealText(text).flatMap((piece) => (piece.kind === 'mark' ? [piece.glyph] : []))

test('nothing is dropped: the pieces joined are the text that was received', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (text, multiline) => {
      expect(joined(text, multiline)).toBe(text)
    }),
  )
})

test('what is shown as plain text holds no control, format, bidirectional or unassigned character', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = revealText(text).map((piece) => (piece.kind === 'text' ? piece.text : ''))
      expect(shown.join('').replaceAll('\ufe0f', '')).not.toMatch(/[\p{C}\u2028\u2029]/u)
    }),
  )
})

test('ordinary names, sentences, accents and other scripts pass unmarked', () => {
  const ordinary = ['svc-deploy', 'Zoë überprüft “x”', 'Việt Nam', 'מפתח', 'サービス アカウント', 'rocket 🚀', '']
  expect(ordinary.filter((text) => hidesSomething(text))).toEqual([])
})

test('a right-to-left override is shown at its place and named', () => {
  expect(revealText('invoice\u202egpj.exe')).toEqual([
    { kind: 'text', text: 'invoice' },
    { kind: 'mark', glyph: 'RLO', name: 'right-to-left override, U+202E', hidden: '\u202e' },
    { kind: 'text', text: 'gpj.exe' },
  ])
})

test.each([
  ['embeddings, overrides and isolates', '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069', 9],
  ['zero width characters and marks of direction', '\u200b\u200c\u200d\u200e\u200f\ufeff', 6],
  ['soft hyphen, line and paragraph separator', 'a\u00ad\u2028\u2029b', 3],
  ['control characters, among them NUL, bell, escape and C1', 'a\u0000\u0007\u001b\u009bb', 4],
  ['fillers that look like nothing', '\u3164\u115f\u2800', 3],
])('%s are made visible', (_, text, count) => {
  expect(glyphs(text)).toHaveLength(count)
})

test('the picture that stands for a NUL is drawn as NUL, whatever the font', () => {
  expect(glyphs('nul\u2400byte')).toEqual(['NUL'])
})

test('the same hidden character many times is one mark that counts', () => {
  expect(glyphs(`a${'\u200b'.repeat(12)}b`)).toEqual(['ZWSP×12'])
})

test('a text made to freeze the page becomes a bounded number of pieces and loses nothing', () => {
  const text = 'a\u0000b\u202e'.repeat(50_000)
  expect(revealText(text).length).toBeLessThan(2010)
  expect(joined(text)).toBe(text)
})

test('text hidden in tag characters is spelled out', () => {
  const hidden = Array.from('approve this')
    .map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0)))
    .join('')
  expect(glyphs(`svc-billing${hidden}`)).toEqual(['TAG approve this'])
})

test('five hundred combining marks keep four and say how many more there are', () => {
  const text = `a${'\u0301'.repeat(500)}b`
  expect(revealText(text)[0]).toEqual({ kind: 'text', text: `a${'\u0301'.repeat(4)}` })
  expect(glyphs(text)).toEqual(['+496'])
})

test('a space at either edge of a name is visible, one inside is not marked', () => {
  expect(glyphs('svc-deploy ')).toEqual(['\u2423'])
  expect(glyphs(' svc deploy')).toEqual(['\u2423'])
})

test('lines stay lines where they are wanted, and are marked where one line is promised', () => {
  expect(revealText('a\n\tb', { multiline: true })).toEqual([{ kind: 'text', text: 'a\n\tb' }])
  expect(glyphs('a\n\tb')).toEqual(['\u23ce', '\u21e5'])
})

test('markup is only text', () => {
  const text = '<img src=x onerror=alert(1)></script>{{7*7}}'
  expect(revealText(text)).toEqual([{ kind: 'text', text }])
})

test('a description carries the names of what is hidden', () => {
  expect(describeHostile('a\u202eb')).toBe('a[right-to-left override, U+202E]b')
})

test('a long name loses its middle and no character; a short one is left alone', () => {
  expect(cutMiddle('svc-deploy', 12)).toBeNull()
  expect(cutMiddle('csi-cinder-controller', 13)).toEqual({ head: 'csi-cind', middle: 'er-contro', tail: 'ller' })
  fc.assert(
    fc.property(anyText, fc.integer({ min: 3, max: 40 }), (text, maxLength) => {
      const cut = cutMiddle(text, maxLength)
      if (cut === null) return
      expect(cut.head + cut.middle + cut.tail).toBe(text)
      expect(Array.from(cut.head).length + Array.from(cut.tail).length + 1).toBeLessThanOrEqual(maxLength)
    }),
  )
})

test('a space where the middle is cut out goes with the middle, and is not marked as an edge', () => {
  const text = 'Cold-chain Adafruit IO key of the second floor'
  for (let room = 4; room < text.length; room += 1) {
    const cut = cutMiddle(text, room)
    expect(`${cut?.head}${cut?.middle}${cut?.tail}`).toBe(text)
    expect(cut?.head.endsWith(' ')).toBe(false)
    expect(cut?.tail.startsWith(' ')).toBe(false)
  }
})
