/** What stands in the slots of a part, by their names. */
export type Words = Readonly<Record<string, string>>

/**
 * The slots of a part: elements with `data-slot` that nobody else fills, each with one text. Answers what fills them; slots that
 * are not named keep what they hold.
 */
export function slotsIn(part: Element): (words: Words) => void {
  const texts = [...part.querySelectorAll<HTMLElement>('[data-slot]')].map(
    (element) => [element.dataset['slot'] ?? '', textOf(element)] as const,
  )
  return (words) => {
    for (const [name, text] of texts) {
      const next = words[name]
      if (next !== undefined) setText(text, next)
    }
  }
}

/** The only text of an element; an empty one where it has none yet. */
function textOf(element: Element): Text {
  const first = element.firstChild
  return first instanceof Text ? first : element.appendChild(new Text())
}

/** The same for outlines: paths with `data-path` that nobody else draws. */
export function pathsIn(part: Element): (outlines: Words) => void {
  const paths = [...part.querySelectorAll<SVGPathElement>('path[data-path]')].map(
    (path) => [path.dataset['path'] ?? '', path] as const,
  )
  return (outlines) => {
    for (const [name, path] of paths) {
      const next = outlines[name]
      if (next !== undefined) setAttribute(path, 'd', next)
    }
  }
}

/** Says something where it is something else: the same word written twice would be laid out twice. */
export function setText(text: Text, data: string): void {
  if (text.data !== data) text.data = data
}

/** Sets an attribute where it is another one: the same path written twice would be painted twice. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
