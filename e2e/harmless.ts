import { expect, type Page } from '@playwright/test'

/**
 * What is on the screen now is text and nothing else: no element, link or handler that the console does not make, nothing
 * drawn outside its place, no control hidden under text. Names what is wrong, with the element.
 */
export async function expectHarmless(page: Page): Promise<void> {
  await expect.poll(() => harmIn(page), { timeout: 10_000 }).toEqual([])
}

function harmIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const name = (element: Element) => element.outerHTML.slice(0, 160)
    const everything = [...document.querySelectorAll('*')]

    for (const element of everything) {
      if (['IFRAME', 'FRAME', 'OBJECT', 'EMBED', 'BASE', 'APPLET', 'FORM'].includes(element.tagName)) {
        const isOurs = element.tagName === 'FORM' && !element.hasAttribute('action')
        if (!isOurs) found.push(`element: ${name(element)}`)
      }
      if (element.tagName === 'SCRIPT' && !(element.getAttribute('src') ?? '').startsWith('/')) {
        found.push(`script: ${name(element)}`)
      }
      if (element.tagName === 'META' && element.getAttribute('http-equiv') !== null)
        found.push(`meta: ${name(element)}`)
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith('on') || attribute === 'srcdoc') found.push(`handler: ${name(element)}`)
        if (!['href', 'src', 'action', 'formaction', 'xlink:href', 'poster', 'data'].includes(attribute)) continue
        const target = new URL(value, document.baseURI)
        const isOurs = target.origin === location.origin
        const isLinkOut = element.tagName === 'A' && target.protocol === 'https:' && target.username === ''
        if (isLinkOut && !isOurs && !(element.textContent ?? '').includes(target.host))
          found.push(`host hidden: ${name(element)}`)
        if (!isOurs && !isLinkOut) found.push(`target: ${name(element)}`)
      }
    }

    // The part of a box that its scrolling and clipping ancestors leave to be seen.
    const seen = (element: Element) => {
      const box = element.getBoundingClientRect()
      const rect = { left: box.left, right: box.right, top: box.top, bottom: box.bottom }
      for (let above = element.parentElement; above !== null && above !== document.body; above = above.parentElement) {
        const { overflowX, overflowY, clipPath } = getComputedStyle(above)
        if (clipPath !== 'none') return null
        const edge = above.getBoundingClientRect()
        if (overflowX !== 'visible') {
          rect.left = Math.max(rect.left, edge.left)
          rect.right = Math.min(rect.right, edge.right)
        }
        if (overflowY !== 'visible') {
          rect.top = Math.max(rect.top, edge.top)
          rect.bottom = Math.min(rect.bottom, edge.bottom)
        }
      }
      return rect.right - rect.left < 1 || rect.bottom - rect.top < 1 ? null : rect
    }

    for (const text of document.querySelectorAll('bdi')) {
      const rect = seen(text)
      if (rect !== null && (rect.left < -8 || rect.right > innerWidth + 8)) {
        found.push(`outside of the window by ${Math.round(rect.right - innerWidth)} px: ${name(text)}`)
      }
      const cell = text.closest('[role=gridcell], td')
      const place = cell?.getBoundingClientRect()
      if (rect !== null && place !== undefined && (rect.left < place.left - 8 || rect.right > place.right + 8)) {
        found.push(`outside of its cell: ${name(text)}`)
      }
    }

    // What the eye cannot see, or what turns text around, stands in a mark and nowhere else.
    const hidden = /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2060\ufeff\u{e0000}-\u{e007f}]/u
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const isDrawn = text.parentElement?.closest('.hostile-mark, .hostile-middle, textarea') !== null
      if (!isDrawn && hidden.test(text.nodeValue ?? ''))
        found.push(`unmarked: ${name(text.parentElement ?? document.body)}`)
    }
    for (const field of document.querySelectorAll('[placeholder]')) {
      if (hidden.test(field.getAttribute('placeholder') ?? '')) found.push(`unmarked: ${name(field)}`)
    }

    // A dialog covers the page on purpose, so only what lies in the uppermost one is looked at.
    const top =
      [...document.querySelectorAll('[role=dialog]:not([aria-modal=false]), [role=alertdialog]')].at(-1) ?? document
    for (const control of top.querySelectorAll('button, a[href], input, textarea, select')) {
      const rect = seen(control)
      if (rect === null || control.closest('[inert], [aria-hidden=true], .sr-only') !== null) continue
      const x = (rect.left + rect.right) / 2
      const y = (rect.top + rect.bottom) / 2
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) continue
      const above = document.elementFromPoint(x, y)
      const isReached =
        above !== null && (control.contains(above) || above.closest('label')?.contains(control) === true)
      if (!isReached) found.push(`covered: ${name(control)} by ${above === null ? 'nothing' : name(above)}`)
    }
    return found
  })
}
