import { expect, test } from 'vitest'
import type { Ask, Outcome, ReadFile, TriggerLab } from '../../engine/worker/client.ts'
import { type FilesSoFar, readRuleFiles } from './read-rule-files.ts'

/** A lab that reads so many files of each portion, and then does what `outcome` says. */
function labThatReads(most: number, outcome?: (asked: number) => Outcome<'read-files'> | null) {
  let asked = 0
  const ask = async (one: Ask): Promise<Outcome<'read-files'>> => {
    asked += 1
    const other = outcome?.(asked)
    if (other) return other
    const files = one.kind === 'read-files' ? one.files : []
    const read = files
      .slice(0, most)
      .map(({ name, text }): ReadFile => ({ name, title: null, id: null, text, problems: [] }))
    return { kind: 'answered', answer: { kind: 'read-files', files: read } }
  }
  return { ask } as unknown as Pick<TriggerLab, 'ask'>
}

function someFiles(count: number): readonly File[] {
  return Array.from({ length: count }, (_, i) =>
    Object.assign(new File([i === 3 ? new Uint8Array([0xff]) : `title: ${i}`], `${i}.yml`), { webkitRelativePath: '' }),
  )
}

async function all(steps: AsyncGenerator<FilesSoFar, void>): Promise<readonly FilesSoFar[]> {
  const told: FilesSoFar[] = []
  for await (const step of steps) told.push(step)
  return told
}

test('every file is read or named, however few a worker gets through before its time is over', async () => {
  for (const most of [1, 7, 1_000]) {
    const told = await all(readRuleFiles(someFiles(120), labThatReads(most)))
    expect(told.map(({ read }) => read.length)).toEqual([49, 99, 119])
    expect(told.at(-1)?.read.map(({ name }) => name)).toEqual(
      someFiles(120).flatMap(({ name }) => (name === '3.yml' ? [] : [name])),
    )
    expect(told.at(-1)).toMatchObject({ unreadable: ['3.yml'], trouble: null })
  }
})

test('where the reader hangs, what was read stays and what was not is counted', async () => {
  const hangs = labThatReads(1_000, (asked) => (asked === 2 ? { kind: 'stopped', because: 'hang' } : null))
  const told = await all(readRuleFiles(someFiles(120), hangs))
  expect(told.at(-1)).toMatchObject({ trouble: 'One of the next files made the reader hang. 70 files not read.' })
  expect(told.at(-1)?.read).toHaveLength(49)
})

test('files that others took the place of are told no more of', async () => {
  const lab = labThatReads(1_000, (asked) => (asked === 2 ? { kind: 'superseded' } : null))
  expect(await all(readRuleFiles(someFiles(120), lab))).toHaveLength(1)
})
