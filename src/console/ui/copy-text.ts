import * as words from '#words/ui.ts'
import { announce } from './announce.ts'

/** Puts text on the clipboard and says so. Resolves to false if the browser refuses; nothing is thrown. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    announce(words.wasNotCopied(what), 'assertive')
    return false
  }
  announce(words.copied(what))
  return true
}
