import { announce } from './announce.ts'

/** Puts text on the clipboard and says so. Resolves to false if the browser refuses; nothing is thrown. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    announce(`${what} was not copied: the browser refused.`, 'assertive')
    return false
  }
  announce(`${what} copied.`)
  return true
}
