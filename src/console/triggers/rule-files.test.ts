import { expect, test } from 'vitest'
import { FILE_BYTES, isRuleFile, ruleFilesOf } from './rule-files.ts'

/** A file as a browser hands it over; Node's knows no folder that it was chosen with. */
function aFile(name: string, content: string | Uint8Array<ArrayBuffer>, webkitRelativePath = ''): File {
  return Object.assign(new File([content], name), { webkitRelativePath })
}

test('files that could hold a rule end like one and are no larger than any', () => {
  expect(isRuleFile({ name: 'keys.YML', size: FILE_BYTES })).toBe(true)
  expect(isRuleFile({ name: 'keys.yaml', size: FILE_BYTES + 1 })).toBe(false)
  expect(isRuleFile({ name: 'keys.yml.txt', size: 1 })).toBe(false)
})

test('a file in another encoding is named and not read, the others are, with their folder', async () => {
  const latin = aFile('latin.yml', new Uint8Array([0x74, 0xfc]))
  expect(await ruleFilesOf([aFile('good.yml', 'title: ü', 'rules/good.yml'), latin])).toEqual({
    texts: [{ name: 'rules/good.yml', text: 'title: ü' }],
    unreadable: ['latin.yml'],
  })
})
