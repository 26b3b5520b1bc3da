import type { RuleFile } from '../../engine/worker/client.ts'

/** Files of one go; the public collection has 3,000. */
export const MOST_FILES = 4000
/** The longest public rule has 40 kB. */
export const FILE_BYTES = 200_000

/** Whether a file is one that could hold a rule. What it holds is judged by whoever reads it. */
export function isRuleFile({ name, size }: Pick<File, 'name' | 'size'>): boolean {
  return /\.ya?ml$/i.test(name) && size <= FILE_BYTES
}

/** Their texts, with the folder that a file came with in its name. */
export function ruleFilesOf(files: readonly File[]): Promise<readonly RuleFile[]> {
  return Promise.all(
    files.map(async (file) => ({
      name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      text: await file.text(),
    })),
  )
}
