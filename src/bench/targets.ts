/** One thing that has to be reached within a table, and what it came to there. */
export interface Target {
  readonly claim: string
  /** `most`: no more than that; `least`: no less; null: quoted beside the others, and judged by nothing. */
  readonly must: { readonly most: number } | { readonly least: number } | null
  readonly got: number
}

export function textOf(targets: readonly Target[]): string {
  return targets
    .map(({ claim, must, got }) => {
      const number = got.toFixed(got < 10 ? 2 : 0)
      if (must === null) return `  quoted  ${number}: ${claim}`
      const isMost = 'most' in must
      const isMet = isMost ? got <= must.most : got >= must.least
      const bound = isMost ? `≤ ${must.most}` : `≥ ${must.least}`
      return `  ${isMet ? 'met   ' : 'missed'}  ${number}, must ${bound}: ${claim}`
    })
    .join('\n')
}
