import type { RuleFile } from '../../engine/worker/client.ts'

/** Files of one go; the public collection has 3,000. */
export const MOST_FILES = 4000
/** As long as the text of a change may be. Of the public rules one is longer, a list of drivers. */
export const FILE_BYTES = 200_000

/** Whether a file is one that could hold a rule. What it holds is judged by whoever reads it. */
export function isRuleFile({ name, size }: Pick<File, 'name' | 'size'>): boolean {
  return /\.ya?ml$/i.test(name) && size <= FILE_BYTES
}

/** Their texts, with the folder that a file came with in its name; apart from them the names of those that are no UTF-8. */
export async function ruleFilesOf(
  files: readonly File[],
): Promise<{ readonly texts: readonly RuleFile[]; readonly unreadable: readonly string[] }> {
  const read = await Promise.all(
    files.map(async (file) => ({
      name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      text: textOf(await file.arrayBuffer()),
    })),
  )
  return {
    texts: read.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }])),
    unreadable: read.flatMap(({ name, text }) => (text === null ? [name] : [])),
  }
}

/** What a replaced byte would have meant nobody knows: a rule that means something else is worse than none. */
function textOf(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
