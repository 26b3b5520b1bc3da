import { setAttribute } from './slots.ts'

const SVG = 'http://www.w3.org/2000/svg'

export function createShape<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
): SVGElementTagNameMap[Name] {
  const shape = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value)
  return shape
}

export interface KeyedPaths {
  /** Outlines by key, in the order in which they are painted. A path whose key is left out is kept, and empty until it is needed again. */
  set(outlines: ReadonlyMap<string, string>): void
  /** The paths that are there, by key. */
  all(): ReadonlyMap<string, SVGPathElement>
}

/** Paths in a drawing that come and go with what is drawn; each is made once. */
export function keyedPaths(within: SVGElement, make: (key: string) => SVGPathElement): KeyedPaths {
  const paths = new Map<string, SVGPathElement>()
  return {
    set: (outlines) => {
      const isNewAmong = [...outlines.keys()].some((key) => !paths.has(key))
      for (const [key, outline] of outlines) {
        const path = paths.get(key) ?? make(key)
        paths.set(key, path)
        if (isNewAmong) within.append(path)
        setAttribute(path, 'd', outline)
      }
      for (const [key, path] of paths) if (!outlines.has(key)) setAttribute(path, 'd', '')
    },
    all: () => paths,
  }
}
