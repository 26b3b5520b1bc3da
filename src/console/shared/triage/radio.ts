/** A native radio button in our own drawing: the browser keeps its keys and its meaning, the tokens give it its look. */
export const RADIO =
  'size-3.5 shrink-0 appearance-none rounded-full border border-line-strong bg-sunken outline-none checked:border-4 checked:border-ink'
