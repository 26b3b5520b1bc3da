/** A native range input in our own drawing: the browser keeps its keys and its meaning, the tokens give it its look. */
export const SLIDER = [
  'h-6 w-full cursor-default appearance-none bg-transparent touch:h-11',
  '[&::-webkit-slider-runnable-track]:h-0.5 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-line-strong',
  '[&::-moz-range-track]:h-0.5 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line-strong',
  '[&::-webkit-slider-thumb]:-mt-[5px] [&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-solid [&::-webkit-slider-thumb]:border-text-2 [&::-webkit-slider-thumb]:bg-surface',
  '[&::-moz-range-thumb]:size-2 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-solid [&::-moz-range-thumb]:border-text-2 [&::-moz-range-thumb]:bg-surface',
  'data-changed:[&::-webkit-slider-thumb]:bg-text data-changed:[&::-moz-range-thumb]:bg-text',
  // What it was is a tick in the background, at `--was` (0-1) of the way of the middle of a thumb of 12 px, and longer than it: an element for it would
  // be laid out and painted with every move.
  'data-changed:bg-[image:linear-gradient(var(--accent),var(--accent))] bg-no-repeat bg-[length:2px_18px]',
  'bg-[position:calc(5px_+_(100%_-_12px)_*_var(--was))_center]',
].join(' ')
