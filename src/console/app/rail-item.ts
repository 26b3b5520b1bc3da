/** Links and buttons of the rail look alike: a person need not know which is which. */
export const RAIL_ITEM =
  'relative flex w-full flex-col items-center justify-center gap-0.5 rounded-m px-1 py-1.5 text-center text-micro text-text-2 transition-colors hover:bg-hover hover:text-text touch:min-h-12 wide:flex-row wide:justify-start wide:gap-3 wide:text-start wide:px-3 wide:text-body'
