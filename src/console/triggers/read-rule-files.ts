import * as words from '#words/triggers.tsx'
import type { ReadFile, RuleFile, TriggerLab } from '../../engine/worker/client.ts'
import { ruleFilesOf } from './rule-files.ts'

/** What is known of the chosen files so far. Every one of them stands in `read` or in `unreadable`, or `trouble` counts it. */
export interface FilesSoFar {
  readonly read: readonly ReadFile[]
  /** Names of those in another encoding. */
  readonly unreadable: readonly string[]
  /** Why the reading ended before its end. */
  readonly trouble: string | null
}

/** Files that are held in memory and asked about at once: the page sees how it goes, and thousands need no thousands of texts. */
const PORTION = 50

/**
 * Reads files portion by portion and tells after each what is known. A worker that runs out of time answers for the first
 * files of its portion; the others are asked about again.
 */
export async function* readRuleFiles(
  files: readonly File[],
  lab: Pick<TriggerLab, 'ask'>,
): AsyncGenerator<FilesSoFar, void> {
  const read: ReadFile[] = []
  const unreadable: string[] = []
  for (let from = 0; from < files.length; from += PORTION) {
    const portion = await ruleFilesOf(files.slice(from, from + PORTION))
    unreadable.push(...portion.unreadable)
    let texts: readonly RuleFile[] = portion.texts
    while (texts.length > 0) {
      const outcome = await lab.ask({ kind: 'read-files', files: texts })
      if (outcome.kind === 'superseded') return
      if (outcome.kind !== 'answered') {
        const rest = files.length - read.length - unreadable.length
        const why = outcome.kind === 'failed' ? outcome.message : words.oneOfTheNextFiles
        yield { read: [...read], unreadable: [...unreadable], trouble: words.filesNotRead(why, rest) }
        return
      }
      read.push(...outcome.answer.files)
      texts = texts.slice(Math.max(1, outcome.answer.files.length))
    }
    yield { read: [...read], unreadable: [...unreadable], trouble: null }
  }
}
